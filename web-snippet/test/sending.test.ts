import { describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass } from './support/FakeBrowser.ts';
import { useSteadyTime } from './support/time.ts';
import { ids } from './support/visits.ts';

useSteadyTime();

describe.each(['core', 'full'] as const)('sending by %s', (variant) => {
  it('gathers what belongs together', async () => {
    const browser = new FakeBrowser().load(variant);
    browser.utkast('a');
    await pass(400);
    browser.utkast('b');
    await pass(2000);

    expect(browser.sent.map(({ body }) => body.events.length)).toEqual([3]);
  });

  it('uses a beacon while the page hides', async () => {
    const browser = new FakeBrowser().load(variant);

    browser.leave();

    expect(browser.sent.map(({ by }) => by)).toEqual(['beacon']);
    expect(browser.events).toHaveLength(1);
  });

  it.each([
    ['has no room', () => false],
    [
      'throws',
      () => {
        throw new Error('blocked');
      },
    ],
  ])('survives a beacon that %s', async (name, beacon) => {
    const browser = new FakeBrowser().load(variant);
    browser.beacon = beacon;

    browser.hide();
    await pass(0);

    // A beacon that throws is as good as an answer that never came.
    expect(browser.sent.map(({ by }) => by)).toEqual(name === 'throws' ? [] : ['fetch']);
  });

  it('gives every event its own id', async () => {
    const browser = new FakeBrowser().load(variant);
    for (let i = 0; i < 40; i++) {
      browser.utkast('e');
    }
    await pass(500);

    expect(new Set(ids(browser.sent).flat()).size).toBe(41);
  });

  it('lets no exception reach the page', async () => {
    const rejections: unknown[] = [];
    const listener = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', listener);
    const cyclic: { self?: object } = {};
    cyclic.self = cyclic;

    const noScript = new FakeBrowser();
    noScript.document.currentScript = null;
    noScript.load(variant);
    const noCookies = new FakeBrowser();
    Object.defineProperty(noCookies.document, 'cookie', {
      get() {
        throw new DOMException('sandboxed');
      },
    });
    noCookies.load(variant);
    const noHistory = new FakeBrowser();
    Object.freeze(noHistory.history);
    noHistory.load(variant);
    const noFetch = new FakeBrowser();
    noFetch.answers = Array(9).fill('throw');
    noFetch.load(variant);
    const badProps = new FakeBrowser().load(variant);
    badProps.utkast('a', cyclic);
    badProps.utkast('b', { big: 1n });
    badProps.utkast();
    const offline = new FakeBrowser();
    offline.answers = Array(9).fill(0);
    offline.load(variant);
    await pass(600_000);
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', listener);

    expect(noHistory.events).toHaveLength(1);
    expect(noCookies.sent).toEqual([]);
    expect(rejections).toEqual([]);
  });
});
