// Bundles src/ to dist/utkast.js (core), dist/utkast.full.js and dist/index.js (full as a module), and fails above the
// size budgets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import {
  brotli,
  bundle,
  namesOf,
  placeholder,
  script,
  served,
  shrink,
  tokens,
  variants,
  withToken,
} from './bundle.mjs';

const dist = new URL('../dist/', import.meta.url);

mkdirSync(dist, { recursive: true });
const meta = {};
for (const [name, { file, budget, letters, settings }] of Object.entries(variants)) {
  const code = await shrink(await script(name), { nth_identifier: namesOf(letters) }, false);
  if (code.split(placeholder).length !== 2) {
    throw new Error(`${file} must contain ${placeholder} exactly once`);
  }
  const body = served(code, settings);
  const size = { raw: body.length, gzip: gzipSync(body, { level: 9 }).length, brotli: brotli(body) };
  const largest = Math.max(...tokens.slice(0, 100).map((token) => brotli(served(code, withToken(settings, token)))));
  meta[name] = { file, ...size, withToken: largest, budget };
  console.log(
    `${file}: ${size.raw} B, gzip ${size.gzip} B, brotli ${size.brotli} of ${budget} B, with a page token at most ${largest} B`,
  );
  if (largest > budget) {
    throw new Error(`${file} is ${largest - budget} B over its budget, with a page token: see scripts/letters.mjs`);
  }
  writeFileSync(new URL(file, dist), code);
}
writeFileSync(new URL('meta.json', dist), `${JSON.stringify(meta, null, 2)}\n`);

// The npm package: the page's own bundle calls it with its settings. On a server, which renders pages too, there is no window.
const module = `export const start=(settings)=>{${(await bundle(true, true)).replace(placeholder, 'settings')}try{return window.utkast}catch{}}`;
writeFileSync(new URL('index.js', dist), await shrink(module, {}, true));
