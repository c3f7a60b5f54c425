import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const meta = JSON.parse(readFileSync('dist/meta.json', 'utf8'));
const readme = readFileSync('README.md', 'utf8');

it('says the sizes that were built', () => {
  const { core, full } = meta;

  expect(readme).toContain(`| ${core.brotli} B, budget ${core.budget} B | ${full.brotli} B, budget ${full.budget} B |`);
  expect(readme).toContain(`| ${core.gzip} B, ${core.raw} B | ${full.gzip} B, ${full.raw} B |`);
});

it.each(Object.keys(meta))('%s has one place for settings, outside of any statement start', (variant) => {
  const code = readFileSync(`dist/${meta[variant].file}`, 'utf8');

  expect(code.split('"%UTKAST_SETTINGS%"')).toHaveLength(2);
  expect(code).toContain('={..."%UTKAST_SETTINGS%"');
  expect(code).not.toMatch(/\bunload|beforeunload|preventDefault|use strict/);
});
