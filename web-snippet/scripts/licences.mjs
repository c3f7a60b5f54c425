// Fails if a package of package-lock.json has a licence that is not on this list. Nothing of them is served to browsers.
import { readFileSync } from 'node:fs';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MPL-2.0',
]);

/** Of several licences to choose from, one is enough. */
const isAllowed = (licence) => (licence ?? '').split(' OR ').some((one) => ALLOWED.has(one.replace(/[()]/g, '')));

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const wrong = Object.entries(lock.packages)
  .filter(([, one]) => !isAllowed(one.license))
  .map(([path, one]) => `${path || 'this package'}: ${one.license ?? 'no licence'}`);

if (wrong.length > 0) {
  console.error(`Licences that are not on the list of scripts/licences.mjs:\n${wrong.join('\n')}`);
  process.exit(1);
}
