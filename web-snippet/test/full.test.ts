import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const keys = ({ items }: FakeBrowser) => Object.keys(items).filter((key) => key.startsWith('utkast.'));
const types = (browser: FakeBrowser) => browser.events.map(({ type }) => type);

/** A page of the same site in another tab, or the next one in this tab: it shares cookies and storage. */
const another = (first: FakeBrowser, prepare: (browser: FakeBrowser) => void = () => {}) => {
  const browser = new FakeBrowser();
  browser.localStorage = first.localStorage;
  prepare(browser);
  return browser.load('full');
};

describe('the storage of full', () => {
  it('keeps a batch until the gateway has answered', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503];
    browser.load('full');
    await pass(500);
    expect(keys(browser)).toHaveLength(1);

    await pass(3_000);

    expect(keys(browser)).toEqual([]);
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
    expect(keys(next)).toEqual([]);
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
      expect(keys(next)).toEqual([]);
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

    const stored = keys(browser).map((key) => JSON.parse(browser.items[key] as string).type);
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
    expect(keys(browser).length).toBeGreaterThan(1);
  });

  it('survives nonsense in its keys, and empties them', async () => {
    const browser = new FakeBrowser();
    browser.items[`utkast.1789999999999-1${UTK}`] = '{';
    browser.load('full');
    await pass(5_000);
    browser.utkast('after');
    await pass(5_000);

    expect(types(browser)).toEqual(['after']);
    expect(keys(browser)).toEqual([]);
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
    expect(keys(next)).toEqual([]);
  });

  it('is emptied by an objection', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '60']];
    browser.load('full');
    await pass(500);

    browser.document.cookie += '; __hs_opt_out=yes';
    browser.utkast('clicked');
    await pass(500);

    expect(keys(browser)).toEqual([]);
    await pass(100_000);
    expect(browser.sent).toHaveLength(1);
  });

  it('is emptied by a revocation, and nothing comes after it', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '5']];
    browser.load('full', { events: 'page_leave' });
    await pass(500);

    browser.utkast('consent', false);
    expect(keys(browser)).toEqual([]);
    browser.hide();
    browser.show();
    await pass(10_000);
    browser.leave();

    expect(keys(browser)).toEqual([]);
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

describe('leaving a page with full', () => {
  const mapped = { events: 'page_leave' };

  it('tells the time it was shown and how far it was scrolled', async () => {
    const browser = new FakeBrowser().load('full', mapped);
    await pass(2_000);
    browser.hide();
    await pass(60_000);
    browser.show();
    browser.scrollY = 1_800;
    browser.target.dispatch('scroll');
    browser.scrollY = 100;
    browser.target.dispatch('scroll');
    await pass(3_000);
    browser.document.title = 'Changed';

    browser.leave();

    const leave = browser.events.at(-1);
    expect(leave).toMatchObject({
      type: 'page_leave',
      url: 'https://www.example.com/',
      title: 'Home',
      props: { engagedMs: 5_000, scroll: 75 },
    });
  });

  it('is told by single-page navigations too, and begins anew', async () => {
    const browser = new FakeBrowser().withNavigation().load('full', mapped);
    await pass(1_000);
    browser.push('/pricing');
    await pass(2_000);
    browser.leave();

    const leaves = browser.events.filter(({ type }) => type === 'page_leave');
    expect(leaves.map(({ url, props }) => [new URL(url).pathname, props.engagedMs])).toEqual([
      ['/', 1_000],
      ['/pricing', 2_000],
    ]);
  });

  it('is told by the next page if a hidden page ended without a word', async () => {
    const first = new FakeBrowser().load('full', mapped);
    await pass(4_000);
    first.hide();
    expect(types(first)).toEqual(['page_view']);

    const next = another(first);
    await pass(500);

    expect(next.events.find(({ type }) => type === 'page_leave')?.props.engagedMs).toBe(4_000);
  });

  it('is told once', async () => {
    const browser = new FakeBrowser().load('full', mapped);
    await pass(1_000);
    browser.hide();
    browser.show();
    browser.hide();
    browser.show();
    await pass(5_000);
    browser.leave();

    expect(types(browser)).toEqual(['page_view', 'page_leave']);
    expect(keys(browser)).toHaveLength(1);
  });

  it('is not told if the site does not map it', async () => {
    const browser = new FakeBrowser().load('full');
    await pass(1_000);
    browser.push('/pricing');
    browser.hide();
    browser.leave();

    expect(new Set(types(browser))).toEqual(new Set(['page_view']));
  });
});

describe('the consent listener of full', () => {
  const banner = () => {
    const calls: [string, (consent: object) => void][] = [];
    return { push: (call: [string, (consent: object) => void]) => calls.push(call), calls };
  };

  it.each([
    [{ allowed: true }, true],
    [{ allowed: true, categories: { analytics: true } }, true],
    [{ allowed: false }, false],
    [{ allowed: true, categories: { analytics: false } }, false],
  ])('follows HubSpot’s banner: %j', async (said, expected) => {
    const browser = new FakeBrowser();
    const hsp = banner();
    browser.window._hsp = hsp;
    browser.load('full');
    expect(hsp.calls.map(([name]) => name)).toEqual(['addPrivacyConsentListener']);

    hsp.calls[0]?.[1](said);
    await pass(500);

    expect(browser.sent.map(({ body }) => body.consent)).toEqual([expected]);
    expect(browser.events).toHaveLength(expected ? 1 : 0);
  });

  it('finds a banner that comes later, and listens once', async () => {
    const browser = new FakeBrowser(false).load('full');
    await pass(500);
    const hsp = banner();

    browser.window._hsp = hsp;
    await pass(60_000);

    expect(hsp.calls).toHaveLength(1);
  });

  it('makes no queue of HubSpot’s where there is none', async () => {
    const browser = new FakeBrowser().load('full');
    await pass(500);

    expect(Object.keys(browser.window)).toEqual(['utkast']);
  });

  it('tells the utk last seen when the cookie has gone already', async () => {
    const browser = new FakeBrowser();
    const hsp = banner();
    browser.window._hsp = hsp;
    browser.load('full');
    await pass(500);

    browser.document.cookie = '__hs_cookie_cat_pref=1:false';
    hsp.calls[0]?.[1]({ allowed: false });
    await pass(500);

    expect(browser.sent.at(-1)?.body).toMatchObject({ utk: UTK, consent: false, events: [] });
  });

  it('says nothing of a visitor who declines at once', async () => {
    const browser = new FakeBrowser(false);
    const hsp = banner();
    browser.window._hsp = hsp;
    browser.load('full');

    hsp.calls[0]?.[1]({ allowed: false });
    await pass(100_000);
    browser.leave();

    expect(browser.sent).toEqual([]);
  });
});

describe('settings by attributes', () => {
  it.each(['core', 'full'] as const)('come on top of what is baked in: %s', async (variant) => {
    const browser = new FakeBrowser();
    browser.document.currentScript = {
      src: 'https://cdn.example/utkast.js',
      dataset: { site: 'blog', path: 'https://gw.example/e', query: 'a b' },
    };
    browser.location.href = 'https://www.example.com/?a=1&c=2&b=3';
    browser.load(variant);
    await pass(500);

    expect(browser.sent[0]?.url).toBe('https://gw.example/e');
    expect(browser.sent[0]?.body.site).toBe('blog');
    expect(browser.events[0].url).toBe(`https://www.example.com/${variant === 'full' ? '?a=1&b=3' : ''}`);
  });
});

describe('?utkast-debug', () => {
  it('tells the utk, consent, why events wait, and what the gateway answered', async () => {
    const browser = new FakeBrowser(false);
    browser.location.href = 'https://www.example.com/?utkast-debug';
    browser.load('full');
    await pass(500);
    expect(browser.logged.at(-1)).toEqual(['utkast', { dropped: 'no-utk' }]);

    browser.document.cookie = `hubspotutk=${UTK}`;
    browser.utkast('consent', true);
    await pass(500);

    expect(browser.logged.at(-1)).toEqual([
      'utkast',
      { utk: UTK, consent: true, dropped: false, body: '{"receipt":"r1"}' },
    ]);
  });

  it('is silent otherwise', async () => {
    const browser = new FakeBrowser().load('full');
    await pass(500);

    expect(browser.logged).toEqual([]);
  });
});

describe('tidying up with full', () => {
  it.each(['Navigation API', 'patched history'])('the query by replaceState is no new page: %s', async (way) => {
    const browser = new FakeBrowser();
    if (way === 'Navigation API') {
      browser.withNavigation();
    }
    browser.location.href = 'https://www.example.com/a?utm_source=x';
    browser.load('full');

    browser.replace('/a');
    browser.hide();
    browser.show();
    browser.push('/a#part');
    await pass(500);
    expect(new Set(browser.events.map(({ id }) => id)).size).toBe(1);
    expect(browser.events[0].url).toBe('https://www.example.com/a?utm_source=x');

    browser.replace('/b');
    await pass(500);
    expect(browser.events.at(-1)).toMatchObject({
      url: 'https://www.example.com/b',
      referrer: 'https://www.example.com/a',
    });
  });
});

describe('the module', () => {
  it('takes its settings by a call and gives back utkast', async () => {
    const browser = new FakeBrowser();
    browser.document.currentScript = null;

    const utkast = browser.start({ site: 'shop', path: '/e', query: 'plan' });
    await pass(500);

    expect(utkast).toBe(browser.window.utkast);
    expect(browser.sent[0]?.url).toBe('https://www.example.com/e');
    expect(types(browser)).toEqual(['page_view']);
  });
});
