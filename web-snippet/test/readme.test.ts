import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const meta = JSON.parse(readFileSync('dist/meta.json', 'utf8'));
const readme = readFileSync('README.md', 'utf8');
const page = readFileSync('../docs/snippet.md', 'utf8');

it('says the sizes that were built', () => {
  const { core, full } = meta;

  expect(readme).toContain(`| ${core.brotli} B, budget ${core.budget} B | ${full.brotli} B, budget ${full.budget} B |`);
  expect(readme).toContain(
    `| ${core.withToken} B, budget ${core.budget} B | ${full.withToken} B, budget ${full.budget} B |`,
  );
  expect(readme).toContain(`| ${core.gzip} B, ${core.raw} B | ${full.gzip} B, ${full.raw} B |`);
});

it('says them in the documentation too', () => {
  const words = (bytes: number) => bytes.toLocaleString('en');

  expect(page).toContain(`| **Utkast core** | **${words(meta.core.brotli)}** |`);
  expect(page).toContain(`| **Utkast full** | **${words(meta.full.brotli)}** |`);
  expect(page).toContain(
    `core has at most ${words(meta.core.withToken)} bytes with one and full ${words(meta.full.withToken)}.`,
  );
});

it('is a module too, which takes its settings by a call', async () => {
  const { start } = await import('../dist/index.js' as string);

  expect(start).toBeTypeOf('function');
  expect(readFileSync('dist/index.js', 'utf8')).not.toContain('UTKAST_SETTINGS');
});

it.each(Object.keys(meta))('%s has one place for settings, outside of any statement start', (variant) => {
  const code = readFileSync(`dist/${meta[variant].file}`, 'utf8');

  expect(code.split('"%UTKAST_SETTINGS%"')).toHaveLength(2);
  expect(code).toContain('={..."%UTKAST_SETTINGS%"');
  expect(code).not.toMatch(/\bunload|beforeunload|preventDefault|use strict/);
});
