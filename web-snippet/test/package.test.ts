import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

// It takes three seconds, but each step is a process of its own, and those wait on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const name: string = manifest.name;
const example = /```js\n(import [^`]+)```/.exec(readFileSync('../docs/snippet.md', 'utf8'))?.[1] ?? '';

/** A site that has installed the package. */
const site = mkdtempSync(join(tmpdir(), 'utkast-site-'));
const installed = join(site, 'node_modules', name);
let packed: { filename: string; files: { path: string }[] };

const write = (file: string, text: string) => writeFileSync(join(site, file), text);

beforeAll(() => {
  // Without scripts: `prepack` builds, and the other tests are just reading what was built before them.
  const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', site];
  // On Windows npm is a .cmd file, which needs a shell.
  [packed] = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' }));
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', packed.filename, '-C', `node_modules/${name}`, '--strip-components=1'], { cwd: site });
  write('package.json', '{ "type": "module" }');
});

afterAll(() => rmSync(site, { recursive: true, force: true }));

it('may be published, by its name and as a part of this repository', () => {
  expect(manifest).not.toHaveProperty('private');
  expect(manifest.repository.directory).toBe('web-snippet');
  expect(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages['']).toMatchObject({
    name,
    version: manifest.version,
    license: manifest.license,
  });
});

it('has what a site needs, and nothing else', () => {
  expect(packed.files.map(({ path }) => path).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist/index.js',
    'dist/utkast.full.js',
    'dist/utkast.js',
    'package.json',
    'types/index.d.ts',
  ]);
  expect(readFileSync(join(installed, 'LICENSE'), 'utf8')).toBe(readFileSync('../LICENSE', 'utf8'));
});

it('is installed as the README says', () => {
  const readme = readFileSync('README.md', 'utf8');

  expect(readme).toContain(`npm install ../utkast/web-snippet/${packed.filename}\n`);
  expect(readme).toContain(`npm install ${name}\n`);
});

it('is imported by its name, and starts nothing where there is no page', () => {
  write('server.js', `import { start } from '${name}'; console.log(typeof start, start({ path: '/v1/events' }));`);

  expect(execFileSync(process.execPath, ['server.js'], { cwd: site, encoding: 'utf8' })).toBe('function undefined\n');
});

it.each([
  ['index.js', ''],
  ['utkast.js', '/utkast.js'],
  ['utkast.full.js', '/utkast.full.js'],
])('exports dist/%s', (file, subpath) => {
  const found = createRequire(join(site, 'server.js')).resolve(name + subpath);

  expect(readFileSync(found, 'utf8')).toBe(readFileSync(`dist/${file}`, 'utf8'));
});

it.each([
  ['leaves out what nobody calls', `import { start } from '${name}'`, false],
  ['keeps what is called', example, true],
  ['keeps core, which runs by itself', `import '${name}/utkast.js'`, true],
  ['keeps full, which runs by itself', `import '${name}/utkast.full.js'`, true],
])('in a bundle %s', async (_, contents, kept) => {
  const stdin = { contents, resolveDir: site };
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false, logLevel: 'error' });

  expect(outputFiles[0]?.text.includes('hubspotutk')).toBe(kept);
});

it.each(['preserve', 'nodenext'])('has types for what is documented and for nothing else: module %s', (module) => {
  write(
    'right.ts',
    `${example}
const utkast = start({ path: '/v1/events' });
utkast?.('signup_started', { plan: 'pro', seats: 3, trial: true });
window.utkast?.('consent', true);
`,
  );
  write(
    'wrong.ts',
    `import { start } from '${name}';
start({ site: 'shop' });
start({ path: '/v1/events', events: ['download'] });
start({ path: '/v1/events' })?.('signup_started', { plan: { name: 'pro' } });
window.utkast?.('consent', 'yes');
`,
  );
  // What TypeScript itself brings is right, and slow to check.
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipDefaultLibCheck: true,
    target: 'es2022',
    module,
    types: [],
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['right.ts', 'wrong.ts'] }));

  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [resolve('node_modules/typescript/bin/tsc'), '-p', site],
    {
      cwd: site,
      encoding: 'utf8',
    },
  );

  const errors = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error /gm)].map(([, file, line]) => `${file} ${line}`);
  expect(errors, `${stdout}${stderr}${error ?? ''}`).toEqual(['wrong.ts 2', 'wrong.ts 3', 'wrong.ts 4', 'wrong.ts 5']);
});
