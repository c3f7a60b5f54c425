// Bundles src/ to dist/utkast.js (core) and dist/utkast.full.js, and fails above their size budgets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const dist = new URL('../dist/', import.meta.url);
const placeholder = '"%UTKAST_SETTINGS%"';
const settings = { site: 'shop', path: '/v1/events' };

// Bytes of the served file, typical settings baked in, brotli 11.
const variants = {
  core: { file: 'utkast.js', budget: 850, settings },
  full: {
    file: 'utkast.full.js',
    budget: 1900,
    settings: { ...settings, query: ['utm_source', 'utm_medium', 'utm_campaign'] },
  },
};

async function bundle(full) {
  const { outputFiles } = await build({
    absWorkingDir: new URL('..', import.meta.url).pathname,
    entryPoints: ['src/main.ts'],
    bundle: true,
    // Not an IIFE of esbuild's: without "use strict" a frozen history ignores us instead of throwing.
    format: 'esm',
    target: 'es2018',
    define: { FULL: String(full) },
    minifySyntax: true,
    write: false,
  });
  // A script without a URL or in a frame without cookies throws while it starts: then there is nothing to do.
  const script = `(()=>{try{${outputFiles[0].text}}catch(e){}})()`;
  // terser on top of esbuild inlines more; measured: 4 % less.
  const { code } = await minify(script, {
    ecma: 2018,
    compress: { passes: 5, unsafe: true, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  });
  return `${code}\n`;
}

function measure(code, baked) {
  const served = Buffer.from(code.replace(placeholder, JSON.stringify(baked)));
  const brotli = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: served.length };
  return {
    raw: served.length,
    gzip: gzipSync(served, { level: 9 }).length,
    brotli: brotliCompressSync(served, { params: brotli }).length,
  };
}

mkdirSync(dist, { recursive: true });
const meta = {};
for (const [name, { file, budget, settings: baked }] of Object.entries(variants)) {
  const code = await bundle(name === 'full');
  if (code.split(placeholder).length !== 2) {
    throw new Error(`${file} must contain ${placeholder} exactly once`);
  }
  const size = measure(code, baked);
  meta[name] = { file, ...size, budget };
  console.log(`${file}: ${size.raw} B, gzip ${size.gzip} B, brotli ${size.brotli} of ${budget} B`);
  if (size.brotli > budget) {
    throw new Error(`${file} is ${size.brotli - budget} B over its budget`);
  }
  writeFileSync(new URL(file, dist), code);
}
writeFileSync(new URL('meta.json', dist), `${JSON.stringify(meta, null, 2)}\n`);
