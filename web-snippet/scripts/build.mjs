// Bundles src/ to dist/utkast.js (core), dist/utkast.full.js and dist/index.js (full as a module), and fails above the
// size budgets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const dist = new URL('../dist/', import.meta.url);
const placeholder = '"%UTKAST_SETTINGS%"';

// Bytes of the served file, brotli 11, for a site that uses all that the build can do, on a gateway with a `public-url`.
const path = 'https://events.example.com/v1/events';
const variants = {
  core: { file: 'utkast.js', budget: 850, settings: { site: 'shop', path } },
  full: {
    file: 'utkast.full.js',
    budget: 1900,
    settings: {
      site: 'shop',
      path,
      query: 'utm_campaign utm_medium utm_source',
      events: 'download form_submit outbound_link page_leave',
    },
  },
};

/** The whole script as one statement, with the parts that its build leaves out removed. */
async function bundle(full, module) {
  const { outputFiles } = await build({
    absWorkingDir: new URL('..', import.meta.url).pathname,
    entryPoints: ['src/main.ts'],
    bundle: true,
    // Not an IIFE of esbuild's: without "use strict" a frozen history ignores us instead of throwing.
    format: 'esm',
    target: 'es2020',
    define: { FULL: String(full), MODULE: String(module) },
    minifySyntax: true,
    write: false,
  });
  // A script without a URL or in a frame without cookies throws while it starts: then there is nothing to do.
  return `try{${outputFiles[0].text}}catch{}`;
}

async function shrink(code, module) {
  // terser on top of esbuild inlines more; measured: 4 % less.
  const shrunk = await minify(code, {
    ecma: 2020,
    module,
    compress: { passes: 5, unsafe: true, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  });
  return `${shrunk.code}\n`;
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
for (const [name, { file, budget, settings }] of Object.entries(variants)) {
  const code = await shrink(`(()=>{${await bundle(name === 'full', false)}})()`, false);
  if (code.split(placeholder).length !== 2) {
    throw new Error(`${file} must contain ${placeholder} exactly once`);
  }
  const size = measure(code, settings);
  meta[name] = { file, ...size, budget };
  console.log(`${file}: ${size.raw} B, gzip ${size.gzip} B, brotli ${size.brotli} of ${budget} B`);
  if (size.brotli > budget) {
    throw new Error(`${file} is ${size.brotli - budget} B over its budget`);
  }
  writeFileSync(new URL(file, dist), code);
}
writeFileSync(new URL('meta.json', dist), `${JSON.stringify(meta, null, 2)}\n`);

// The npm package: the page's own bundle calls it with its settings.
const module = `export const start=(settings)=>{${(await bundle(true, true)).replace(placeholder, 'settings')} return window.utkast}`;
writeFileSync(new URL('index.js', dist), await shrink(module, true));
