// Bundles admin/ to admin/dist/admin.js and admin/dist/admin.css: the operator's page.
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('../admin/', import.meta.url));
const BUDGET = 80_000;

/**
 * uPlot asks for the browser's own numbers as it loads, and throws where the browser names a language that is none:
 * Chromium does under LANG=C ("en-US@posix"). The page writes numbers in one way everywhere.
 */
const fixedLanguage = {
  name: 'fixed-language',
  setup({ onLoad }) {
    onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => {
      const parts = readFileSync(path, 'utf8').split('nav.language');
      if (parts.length !== 2) {
        throw new Error('uPlot asks for the language in another way: look at scripts/admin.mjs');
      }
      return { contents: parts.join("'en-US'"), loader: 'js' };
    });
  },
};

await build({
  absWorkingDir: folder,
  entryPoints: [
    { in: 'src/main.ts', out: 'admin' },
    { in: 'styles/admin.css', out: 'admin' },
  ],
  outdir: 'dist',
  bundle: true,
  plugins: [fixedLanguage],
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
  logLevel: 'warning',
});

const { size } = statSync(`${folder}dist/admin.js`);
console.log(`admin.js: ${size} of ${BUDGET} B`);
if (size > BUDGET) {
  throw new Error(`admin.js is ${size - BUDGET} B over its budget`);
}
