// The storms of bench/chaos.mjs, and the dice that choose them.

/** What a storm may bring. A daily limit and an uninstalled app last for hours: they have tests of their own. */
export const STORMS = [
  { name: 'internal' },
  { name: 'bad-gateway' },
  { name: 'unavailable', body: 'html' },
  { name: 'gateway-timeout' },
  { name: 'web-server-down' },
  { name: 'connection-timed-out' },
  { name: 'origin-unreachable' },
  { name: 'answer-timed-out' },
  { name: 'locked' },
  { name: 'burst' },
  { name: 'secondly' },
  { name: 'migrating', retryAfter: 3 },
  { name: 'expired' },
  { name: 'too-large' },
  { name: 'token-rate-limit', on: 'token' },
  { reset: true, when: 'before' },
  { reset: true, when: 'after' },
  { status: 502, when: 'after', body: 'html' },
  { status: 200, when: 'after', body: 'empty' },
  { delayMs: 1_500 },
];

/** Numbers from 0 to 1 by mulberry32: the same seed makes the same storms. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
