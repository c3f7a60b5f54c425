// The snippet's builds: what each is made of and may weigh, and how to make and weigh it.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

export const placeholder = '"%UTKAST_SETTINGS%"';

// Bytes of the served file, brotli 11, for a site that uses all that the build can do, on a gateway with a `public-url`.
const path = 'https://events.example.com/v1/events';
// The letters of variables, in the order in which they are taken: as letters.mjs finds them. Any order is right; after larger
// changes another one may be better.
export const variants = {
  core: {
    file: 'utkast.js',
    budget: 850,
    letters: 'g_ureljpntisqadwcmHMRxCObPAvXUkZL$JWDQKyEYTNVFIoGBhzfS',
    settings: { site: 'shop', path },
  },
  full: {
    file: 'utkast.full.js',
    budget: 1900,
    letters: 'VeWgXhFuMLlQzwoRJSmKUxODjkcq$EvsibrYAyZ_fpatIndTNPCHGB',
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
export const tokens = Array.from({ length: 3100 }, (_, index) =>
  Array.from(
    createHash('sha256').update(`${index}`).digest().subarray(0, 10),
    (byte) => 'etaonisrlcdumhpv'[byte & 15],
  ).join(''),
);

/** Settings of a site with page tokens. */
export const withToken = (settings, token) => ({ ...settings, path: `${path}?${token}` });

/** A script for a tag, before it is shrunk. */
export const script = async (name) => `(()=>{${await bundle(name === 'full', false)}})()`;

/** The whole script as one statement, with the parts that its build leaves out removed. */
export async function bundle(full, module) {
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

export async function shrink(code, mangle, module) {
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
export const namesOf = (letters) => ({
  get: (index) =>
    (index < letters.length ? '' : namesOf(letters).get(Math.floor(index / letters.length) - 1)) +
    letters[index % letters.length],
});

/** What a browser gets. */
export const served = (code, settings) => Buffer.from(code.replace(placeholder, JSON.stringify(settings)));

/** Bytes over the wire. */
export const brotli = (body) =>
  brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  }).length;
