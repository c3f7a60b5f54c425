// Looks for an order of the variables' letters of which brotli makes less: `npm run letters -- full 300` (variant, seconds).
// It anneals: swaps letters at random and keeps what is smaller, at the beginning also what is a little larger. Prints the
// order for bundle.mjs, and what it saves against the one there and against terser's own.
import { brotli, namesOf, script, served, shrink, tokens, variants, withToken } from './bundle.mjs';

const [name = 'full', seconds = '300'] = process.argv.slice(2);
const { letters, settings } = variants[name];

// Brotli makes another size of each token: the mean of some tells more than one.
const sites = tokens.slice(0, 10).map((token) => withToken(settings, token));
const mean = (code) => sites.reduce((sum, site) => sum + brotli(served(code, site)), 0) / sites.length;

// Names that nothing else contains, so that letters can be put in their places without another run of terser.
const code = await shrink(await script(name), { nth_identifier: { get: (index) => `__${index}__` } }, false);
const inUse = new Set(code.match(/__\d+__/g)).size;
const write = (order) => {
  const names = namesOf(order);
  return code.replace(/__(\d+)__/g, (_, index) => names.get(Number(index)));
};

const random = (bound) => Math.floor(Math.random() * bound);
const swapSome = (order) => {
  const swapped = [...order];
  for (let swaps = 1 + random(2); swaps > 0; swaps--) {
    const one = random(inUse);
    const other = random(swapped.length);
    [swapped[one], swapped[other]] = [swapped[other], swapped[one]];
  }
  return swapped;
};

const until = Date.now() + Number(seconds) * 1_000;
let current = { order: [...letters], size: mean(write(letters)) };
let best = current;
while (Date.now() < until) {
  const order = swapSome(current.order);
  const size = mean(write(order));
  const warmth = (1.2 * (until - Date.now())) / (Number(seconds) * 1_000);
  if (size < current.size || Math.random() < Math.exp((current.size - size) / warmth)) {
    current = { order, size };
    best = size < best.size ? current : best;
  }
}

const tell = (what, code) => {
  const largest = Math.max(...tokens.map((token) => brotli(served(code, withToken(settings, token)))));
  console.log(
    `${what}: ${brotli(served(code, settings))} B; with a token ${mean(code)} B in the mean, at most ${largest} B of ${tokens.length}`,
  );
};
tell("terser's own", await shrink(await script(name), {}, false));
tell('before', write(letters));
tell('found', write(best.order));
console.log(best.order.join(''));
