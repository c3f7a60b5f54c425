// Bundles admin/ to admin/dist/admin.js and admin/dist/admin.css: the operator's page.
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('../admin/', import.meta.url));
const BUDGET = 80_000;

await build({
  absWorkingDir: folder,
  entryPoints: [
    { in: 'src/main.ts', out: 'admin' },
    { in: 'styles/admin.css', out: 'admin' },
  ],
  outdir: 'dist',
  bundle: true,
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
