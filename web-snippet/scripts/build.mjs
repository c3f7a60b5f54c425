// Bundles src/ to dist/utkast.js (core), dist/utkast.full.js and dist/index.js (full as a module), and fails above the
// size budgets.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const dist = new URL('../dist/', import.meta.url);
const placeholder = '"%UTKAST_SETTINGS%"';

// Bytes of the served file, brotli 11, for a site that uses all that the build can do, on a gateway with a `public-url`.
const path = 'https://events.example.com/v1/events';
// The letters of variables, in the order in which they are taken. Found by swapping some at random, thousands of times, and
// keeping what brotli makes less of: 8 B of core and 22 of full, against terser's own order. After larger changes another one
// may be better; any is right.
const variants = {
  core: {
    file: 'utkast.js',
    budget: 850,
    letters: 'g_ureljpntisqadwcmHMRxCObPAvXUkZL$JWDQKyEYTNVFIoGBhzfS',
    settings: { site: 'shop', path },
  },
  full: {
    file: 'utkast.full.js',
    budget: 1900,
    letters: 'pltsmxeJPwnScgzdXETuGyMaCDbqvRrZIYfBhKkLWOUjoNF$VQ_AiH',
    settings: {
      site: 'shop',
      path,
      query: 'utm_campaign utm_medium utm_source',
      events: 'download form_submit outbound_link page_leave',
    },
  },
};

// Page tokens as the gateway makes them (PageTokens): ten of sixteen letters. Brotli makes another size of each: the largest
// of many counts.
const tokens = Array.from({ length: 100 }, (_, index) =>
  Array.from(
    createHash('sha256').update(`${index}`).digest().subarray(0, 10),
    (byte) => 'etaonisrlcdumhpv'[byte & 15],
  ).join(''),
);

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

async function shrink(code, mangle, module) {
  // terser on top of esbuild inlines more; measured: 4 % less.
  const shrunk = await minify(code, {
    ecma: 2020,
    module,
    mangle,
    compress: { passes: 5, unsafe: true, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  });
  return shrunk.code;
}

/** Names of one letter, then of two, and so on. */
const namesOf = (letters) => ({
  get: (index) =>
    (index < letters.length ? '' : namesOf(letters).get(Math.floor(index / letters.length) - 1)) +
    letters[index % letters.length],
});

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
for (const [name, { file, budget, letters, settings }] of Object.entries(variants)) {
  const whole = `(()=>{${await bundle(name === 'full', false)}})()`;
  const code = await shrink(whole, { nth_identifier: namesOf(letters) }, false);
  if (code.split(placeholder).length !== 2) {
    throw new Error(`${file} must contain ${placeholder} exactly once`);
  }
  const size = measure(code, settings);
  const withToken = Math.max(...tokens.map((token) => measure(code, { ...settings, path: `${path}?${token}` }).brotli));
  meta[name] = { file, ...size, withToken, budget };
  console.log(
    `${file}: ${size.raw} B, gzip ${size.gzip} B, brotli ${size.brotli} of ${budget} B, with a page token at most ${withToken} B`,
  );
  if (withToken > budget) {
    throw new Error(`${file} is ${withToken - budget} B over its budget, with a page token`);
  }
  writeFileSync(new URL(file, dist), code);
}
writeFileSync(new URL('meta.json', dist), `${JSON.stringify(meta, null, 2)}\n`);

// The npm package: the page's own bundle calls it with its settings. On a server, which renders pages too, there is no window.
const module = `export const start=(settings)=>{${(await bundle(true, true)).replace(placeholder, 'settings')}try{return window.utkast}catch{}}`;
writeFileSync(new URL('index.js', dist), await shrink(module, {}, true));
