import { describe, expect, it } from 'vitest';
import { visit } from './support/Visit.ts';

const at = visit();

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
    const [first = 0] = looks;
    // When the page has come to rest takes its time; looks of one moment are one.
    const times: number[] = [];
    for (const seconds of looks.map((look) => (look - first) / 1_000)) {
      if (times.length === 0 || seconds - (times.at(-1) as number) > 0.1) {
        times.push(seconds);
      }
    }
    expect(times.length).toBeLessThanOrEqual(tells ? 3 : 9);
    expect(times.at(-1)).toBeGreaterThan(tells ? 0 : 60);
    expect(times.at(-1)).toBeLessThan(tells ? 30 : 200);
    expect(at.servers.received).toEqual([]);
  });
});
