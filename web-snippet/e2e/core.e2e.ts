import { describe, it } from 'vitest';
import type { Answer } from './support/Servers.ts';
import { eventually, visit } from './support/Visit.ts';

const at = visit();

describe('core, which keeps nothing', () => {
  const trouble: [string, Answer][] = [
    ['410', { status: 410, body: '{"code":"site-disabled"}' }],
    ['429', { status: 429, retryAfter: '60' }],
    ['500', { status: 500 }],
    ['503', { status: 503, retryAfter: '60' }],
    ['nonsense', { status: 202, body: '<h1>Welcome</h1>' }],
    ['a proxy that knows no CORS', { status: 502, foreign: true }],
    ['a connection that ends', { status: 0, cut: true }],
  ];
  it.each(trouble)('is answered by %s: sends the next event all the same, and says nothing', async (_name, answer) => {
    await at.setUtk();
    at.servers.answers = [answer];
    await at.open('core');
    await eventually(at.types).toContain('page_view');

    await at.call('asked', {});

    await eventually(at.types).toContain('asked');
  });
});
