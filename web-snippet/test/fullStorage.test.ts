import { describe, expect, it } from 'vitest';
import { FakeBrowser, pass } from './support/FakeBrowser.ts';
import { useSteadyTime } from './support/time.ts';
import { told, types } from './support/visits.ts';

useSteadyTime();

/** A browser whose storage has room for so many characters. */
function limited(left: number) {
  const room = { left };
  const sizeOf = (key: string, value: string | undefined) => (value === undefined ? 0 : key.length + value.length);
  const browser = new FakeBrowser();
  const storage = new Proxy(browser.items, {
    set(items, key: string, value) {
      const growth = sizeOf(key, `${value}`) - sizeOf(key, items[key]);
      if (growth > room.left) {
        throw new DOMException('full', 'QuotaExceededError');
      }
      room.left -= growth;
      items[key] = `${value}`;
      return true;
    },
    deleteProperty(items, key: string) {
      room.left += sizeOf(key, items[key]);
      return delete items[key];
    },
  });
  browser.localStorage = () => storage;
  return { browser, room };
}

describe('storage without room', () => {
  it('keeps no revocation from being told', async () => {
    const { browser } = limited(0);
    browser.load('full');

    browser.utkast('consent', false);
    await pass(10_000);

    expect(told(browser)).toEqual([['fetch', false, 0]]);
  });

  it('keeps no revocation from being told, if the page has filled it meanwhile', async () => {
    const { browser, room } = limited(10_000);
    browser.load('full');
    await pass(1_000);

    room.left = 0;
    browser.utkast('consent', false);
    await pass(10_000);

    expect(told(browser)).toEqual([
      ['fetch', undefined, 1],
      ['fetch', false, 0],
    ]);
  });

  it('loses no event, wherever it ends', async () => {
    const lost: number[] = [];
    for (let left = 0; left < 400; left++) {
      const { browser } = limited(left);
      browser.load('full');
      await pass(2_000);
      if (types(browser).join() !== 'page_view') {
        lost.push(left);
      }
    }

    expect(lost).toEqual([]);
  });
});
