import { describe, expect, it } from 'vitest';
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

describe.each(['core', 'full'])('%s, in a page that never gets a utk', (variant) => {
  it.each(['a browser that tells of cookies', 'one that does not'])('stops looking for it: %s', async (browser) => {
    const tells = browser === 'a browser that tells of cookies';
    await at.page.clock.install();
    await at.page.addInitScript((deaf) => {
      if (deaf) {
        Object.defineProperty(window, 'cookieStore', { value: undefined });
      }
      const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') as PropertyDescriptor;
      const looks: number[] = [];
      Object.assign(window, { looks });
      Object.defineProperty(document, 'cookie', {
        get() {
          looks.push(Date.now());
          return get?.call(document);
        },
      });
    }, !tells);
    await at.open(variant);
    await at.started();

    await at.page.clock.runFor(3_600_000);

    const looks = await at.page.evaluate(() => (window as unknown as { looks: number[] }).looks);
    const seconds = looks.map((look) => (look - (looks[0] as number)) / 1_000);
    // When the page has come to rest takes its time; looks of one moment are one.
    const times = seconds.filter((second, index) => index === 0 || second - (seconds[index - 1] as number) > 0.1);
    expect(times.length).toBeLessThanOrEqual(tells ? 3 : 9);
    expect(times.at(-1)).toBeGreaterThan(tells ? 0 : 60);
    expect(times.at(-1)).toBeLessThan(tells ? 30 : 200);
    expect(at.servers.received).toEqual([]);
  });
});
