import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const counts = (browser: FakeBrowser) => browser.sent.map(({ body }) => body.dropped);

describe.each(['core', 'full'] as const)('the utk of %s', (variant) => {
  it('is waited for, with six looks at most', async () => {
    const browser = new FakeBrowser(false);
    let looks = 0;
    const get = () => {
      looks++;
      return '';
    };
    browser.load(variant);
    Object.defineProperty(browser.document, 'cookie', { get });
    await pass(500);
    const first = looks;

    await pass(3_600_000);

    expect(looks / first).toBe(7);
    expect(vi.getTimerCount()).toBe(0);
    expect(browser.sent).toEqual([]);
  });

  it('joins what was held before it came', async () => {
    const browser = new FakeBrowser(false).load(variant);
    await pass(500);
    browser.push('/pricing');
    browser.utkast('clicked');
    await pass(1000);

    browser.document.cookie = `hubspotutk=${UTK.toUpperCase()}`;
    await pass(2000);

    expect(browser.sent).toHaveLength(1);
    expect(browser.sent[0]?.body.utk).toBe(UTK.toUpperCase());
    expect(browser.events.map(({ type }) => type)).toEqual(['page_view', 'page_view', 'clicked']);
  });

  it('is looked for when the page hides', async () => {
    const browser = new FakeBrowser(false).load(variant);
    await pass(500);

    browser.document.cookie = `hubspotutk=${UTK}`;
    browser.hide();

    expect(browser.sent).toHaveLength(1);
    expect(browser.sent[0]?.by).toBe('beacon');
  });

  it('is not taken from a malformed cookie', async () => {
    const browser = new FakeBrowser(false);
    browser.document.cookie = `hubspotutk=${UTK}00; hubspotutk2=x`;
    browser.load(variant);

    await pass(60_000);

    expect(browser.sent).toEqual([]);
  });

  it('if it never comes, one count without content is sent when the page is left', async () => {
    const browser = new FakeBrowser(false).load(variant);
    browser.utkast('secret_event', { secret: 'x' });
    await pass(500);
    browser.hide();
    expect(browser.sent).toEqual([]);

    browser.show();
    browser.leave();
    await pass(3_600_000);

    expect(browser.sent).toHaveLength(1);
    expect(browser.sent[0]?.by).toBe('beacon');
    expect(browser.sent[0]?.body).toEqual({
      site: 'shop',
      sentAt: expect.any(Number),
      automated: false,
      dropped: { 'no-utk': 2 },
      events: [],
    });
  });

  it('no count is sent for nothing', async () => {
    const browser = new FakeBrowser().load(variant);
    await pass(500);

    browser.leave();
    browser.restore();
    await pass(500);
    browser.leave();

    expect(counts(browser)).toEqual([{ overflow: 0 }, { overflow: 0 }]);
  });

  it('holds 50 events and counts the rest', async () => {
    const browser = new FakeBrowser(false).load(variant);
    for (let i = 0; i < 60; i++) {
      browser.utkast('e');
    }

    browser.document.cookie = `hubspotutk=${UTK}`;
    await pass(500);

    expect(browser.events).toHaveLength(50);
    expect(counts(browser)).toEqual([{ overflow: 11 }]);
  });
});

describe.each(['core', 'full'] as const)('objections in %s', (variant) => {
  it.each([
    '__hs_do_not_track=yes',
    '__hs_opt_out=yes',
    '__hs_cookie_cat_pref=1:false,2:true,3:true',
    '__hs_cookie_cat_pref=3:true_1:false',
    'GPC',
  ])('%s: nothing leaves but a count', async (objection) => {
    const browser = new FakeBrowser();
    if (objection === 'GPC') {
      browser.navigator.globalPrivacyControl = true;
    } else {
      browser.document.cookie += `; ${objection}`;
    }
    browser.load(variant);
    browser.utkast('clicked', { secret: 'x' });
    browser.push('/pricing');
    await pass(100_000);
    browser.hide();
    browser.show();
    expect(browser.sent).toEqual([]);

    browser.leave();
    await pass(100_000);

    expect(browser.sent).toHaveLength(1);
    expect(browser.sent[0]?.body).toEqual({
      site: 'shop',
      sentAt: expect.any(Number),
      automated: false,
      dropped: { 'opted-out': 3 },
      events: [],
    });
  });

  it.each(['__hs_opt_out=no', '__hs_cookie_cat_pref=1:true,2:false', '__hs_cookie_cat_pref=1:true; a=1:false'])(
    '%s is none',
    async (cookie) => {
      const browser = new FakeBrowser();
      browser.document.cookie += `; ${cookie}`;
      browser.load(variant);

      await pass(500);

      expect(browser.events).toHaveLength(1);
    },
  );

  it('count when they come late', async () => {
    const browser = new FakeBrowser().load(variant);

    browser.document.cookie += '; __hs_opt_out=yes';
    await pass(500);
    browser.leave();

    expect(counts(browser)).toEqual([{ 'opted-out': 1 }]);
  });
});

describe('the cookie store of full', () => {
  it('tells at once that the utk is there', async () => {
    const browser = new FakeBrowser(false).withCookieStore().load('full');
    await pass(200_000);

    browser.setCookies('other=1');
    browser.setCookies(`hubspotutk=${UTK}`);

    expect(browser.sent).toHaveLength(1);
  });
});
