import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';
import { another, keptBy, types } from './support/visits.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('the storage of full', () => {
  it('keeps a batch until the gateway has answered', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503];
    browser.load('full');
    await pass(500);
    expect(keptBy(browser)).toHaveLength(1);

    await pass(3_000);

    expect(keptBy(browser)).toEqual([]);
  });

  it('keeps what goes by beacon; the next page sends it again, in one request and with the same id', async () => {
    const first = new FakeBrowser().load('full');
    first.leave();
    expect(first.sent.map(({ by }) => by)).toEqual(['beacon']);

    const next = another(first);
    await pass(500);

    expect(next.sent).toHaveLength(1);
    expect(next.events.map(({ id }) => id)).toContain(first.events[0].id);
    expect(types(next)).toEqual(['page_view', 'page_view']);
    expect(keptBy(next)).toEqual([]);
  });

  it('does not make the next page wait for an answer that nobody will hear', async () => {
    const first = new FakeBrowser();
    first.answers = ['never'];
    first.load('full');
    await pass(500);
    expect(first.sent).toHaveLength(1);
    first.leave();

    const next = another(first);
    await pass(500);

    expect(types(next)).toEqual(['page_view', 'page_view']);
  });

  it('is sent by one of three tabs at a time', async () => {
    const first = new FakeBrowser().load('full');
    const tabs = [first, another(first), another(first)];

    await pass(30_000);

    const ids = tabs.flatMap((tab) => tab.events.map(({ id }) => id));
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  it('waits in all tabs and pages when the gateway asks for it', async () => {
    const first = new FakeBrowser();
    first.answers = [[429, '60']];
    first.load('full');
    await pass(500);

    const next = another(first);
    await pass(59_000);
    expect(next.sent).toEqual([]);

    await pass(4_000);
    expect(first.sent.length + next.sent.length).toBe(2);
  });

  it.each([
    [429, 'hide', 60],
    [503, 'leave', 60],
    [429, 'leave', 1],
  ] as const)(
    'waits on a page that ends, and loses nothing, when the gateway asks for it: %i, %s, %i s',
    async (status, way, seconds) => {
      const first = new FakeBrowser();
      first.answers = [[status, `${seconds}`]];
      first.load('full', { events: 'page_leave' });
      await pass(500);
      first.utkast('last');
      first[way]();
      await pass(0);
      expect(first.sent).toHaveLength(1);
      first.setCookies('');

      const next = another(first);
      await pass(1_000 * seconds - 1);
      expect(next.sent).toEqual([]);

      await pass(3_000);
      expect(types(next).sort()).toEqual(['last', 'page_leave', 'page_view', 'page_view']);
      expect(keptBy(next)).toEqual([]);
    },
  );

  it('is never another visitor’s', async () => {
    const first = new FakeBrowser().load('full');
    first.leave();
    const other = 'f'.repeat(32);

    const next = another(first, (browser) => {
      browser.document.cookie = `hubspotutk=${other}`;
    });
    await pass(10_000);

    expect(next.sent.map(({ body }) => [body.utk, body.events.length])).toEqual([[other, 1]]);
  });

  it('is not sent when the cookie has gone', async () => {
    const first = new FakeBrowser().load('full');
    first.leave();

    const next = another(first, (browser) => {
      browser.document.cookie = '';
    });
    await pass(10_000);

    expect(next.sent).toEqual([]);
  });

  it('holds 50 events, the latest', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '3000']];
    browser.load('full');
    for (let i = 0; i < 70; i++) {
      browser.utkast(`e${i}`);
      await pass(600);
    }

    const stored = keptBy(browser).map((key) => JSON.parse(browser.items[key] as string).type);
    expect(stored).toHaveLength(50);
    expect(stored).toContain('e69');
    expect(stored).not.toContain('e19');
    await pass(3_600_000);
    expect(browser.sent.at(-1)?.body.dropped.overflow).toBe(21);
  });

  it('takes less than 100 KB', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '3000']];
    browser.load('full');
    for (let i = 0; i < 20; i++) {
      browser.utkast('e', { text: 'x'.repeat(5_000) });
      await pass(600);
    }

    const characters = Object.entries(browser.items).flat().join('').length;
    expect(characters * 2).toBeLessThan(100_000);
    expect(keptBy(browser).length).toBeGreaterThan(1);
  });

  it('survives nonsense in its keys, and empties them', async () => {
    const browser = new FakeBrowser();
    browser.items[`utkast.1789999999999-1${UTK}`] = '{';
    browser.load('full');
    await pass(5_000);
    browser.utkast('after');
    await pass(5_000);

    expect(types(browser)).toEqual(['after']);
    expect(keptBy(browser)).toEqual([]);
  });

  it('is not held up by a clock that was wrong', async () => {
    const browser = new FakeBrowser();
    browser.items.utkast = String(Date.now() + 30 * 86_400_000);
    browser.load('full');
    await pass(500);

    expect(types(browser)).toEqual(['page_view']);
  });

  it('forgets after a day', async () => {
    const first = new FakeBrowser();
    first.answers = Array(99).fill(0);
    first.load('full');
    await pass(500);
    vi.setSystemTime(Date.now() + 86_400_001);

    const next = another(first);
    await pass(2_000);

    expect(types(next)).toEqual(['page_view']);
    expect(keptBy(next)).toEqual([]);
  });

  it('is emptied by an objection', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '60']];
    browser.load('full');
    await pass(500);

    browser.document.cookie += '; __hs_opt_out=yes';
    browser.utkast('clicked');
    await pass(500);

    expect(keptBy(browser)).toEqual([]);
    await pass(100_000);
    expect(browser.sent).toHaveLength(1);
  });

  it('is emptied by a revocation, and nothing comes after it', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '5']];
    browser.load('full', { events: 'page_leave' });
    await pass(500);

    browser.utkast('consent', false);
    expect(keptBy(browser)).toEqual([]);
    browser.hide();
    browser.show();
    await pass(10_000);
    browser.leave();

    expect(keptBy(browser)).toEqual([]);
    // By beacon when the page hides, and until there is an answer.
    expect(browser.sent.slice(1).map(({ by, body }) => [by, body.consent, body.events])).toEqual([
      ['beacon', false, []],
      ['fetch', false, []],
    ]);
  });

  it('leaves the site’s own keys alone', async () => {
    const browser = new FakeBrowser();
    browser.items.utkastle = 'a';
    browser.items.cart = 'b';
    browser.load('full');
    browser.utkast('consent', false);
    await pass(1_000);

    expect(browser.items).toMatchObject({ utkastle: 'a', cart: 'b' });
  });

  const forbidden = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const full = () =>
    new Proxy({} as Record<string, string>, {
      set() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
  it.each([
    ['throws', forbidden],
    ['is null', () => null],
    ['is full', full],
  ])('is memory where it %s: retries go on', async (_name, localStorage) => {
    const browser = new FakeBrowser();
    browser.localStorage = localStorage;
    browser.answers = [503];
    browser.load('full');
    await pass(5_000);

    expect(browser.sent).toHaveLength(2);
    expect(browser.events[1].id).toBe(browser.events[0].id);
  });
});
