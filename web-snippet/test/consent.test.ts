import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';
import { another, keptBy, told } from './support/visits.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => void vi.useRealTimers());

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

  it('does not overrule the page’s own no: a banner that is not there says yes, however late', async () => {
    const browser = new FakeBrowser();
    const early = banner();
    browser.window._hsp = early;
    browser.load('full');
    browser.utkast('consent', false);
    await pass(1_000);

    early.calls[0]?.[1]({ allowed: true });
    browser.utkast('clicked');
    await pass(1_000);

    expect(told(browser)).toEqual([['fetch', false, 0]]);
  });

  it('does not make a yes of a no that is just being told', async () => {
    const browser = new FakeBrowser().load('full');
    await pass(500);

    browser.window._hsp = {
      push: ([, listener]: [string, (consent: object) => void]) => listener({ allowed: true }),
    };
    browser.utkast('consent', false);
    await pass(500);

    expect(told(browser)).toEqual([
      ['fetch', undefined, 1],
      ['fetch', false, 0],
    ]);
  });
});

describe('a page of full whose visitor said no', () => {
  it('sends nothing of another tab, where the visitor has agreed since', async () => {
    const silent = new FakeBrowser().load('full');
    await pass(500);
    silent.utkast('consent', false);
    await pass(1_000);
    silent.hide();
    const before = silent.sent.length;
    const other = another(silent);
    other.utkast('consent', true);
    await pass(1_000);
    other.utkast('bought');
    other.hide();
    expect(other.sent.at(-1)?.body).toMatchObject({ consent: true, events: [{ type: 'bought' }] });

    silent.show();
    await pass(2_000);

    expect(told(silent).slice(before)).toEqual([]);
    expect(keptBy(silent)).toHaveLength(1);
  });

  it('sends nothing of the next page, when the visitor has agreed there and comes back', async () => {
    const silent = new FakeBrowser().load('full');
    silent.utkast('consent', false);
    await pass(1_000);
    silent.leave();
    const before = silent.sent.length;
    const next = another(silent);
    next.utkast('consent', true);
    await pass(600);
    next.utkast('bought');
    next.leave();

    silent.restore();
    await pass(2_000);

    expect(told(silent).slice(before)).toEqual([]);
  });

  it('tells its revocation without another visitor’s events', async () => {
    const silent = new FakeBrowser();
    silent.answers = [202, 503];
    silent.load('full');
    await pass(500);
    silent.utkast('consent', false);
    await pass(10);
    const cookie = `hubspotutk=${'f'.repeat(32)}`;
    silent.setCookies(cookie);
    const other = another(silent, (browser) => {
      browser.document.cookie = cookie;
    });
    other.utkast('consent', true);
    other.hide();

    await pass(10_000);

    expect(silent.sent.slice(1).map(({ body }) => [body.utk, body.consent, body.events.length])).toEqual([
      [UTK, false, 0],
      [UTK, false, 0],
    ]);
  });

  it('does not tell another visitor’s yes for this one', async () => {
    const browser = new FakeBrowser().load('full');
    await pass(500);
    browser.navigator.onLine = false;
    browser.utkast('consent', false);

    browser.setCookies(`hubspotutk=${'f'.repeat(32)}`);
    browser.navigator.onLine = true;
    browser.utkast('consent', true);
    await pass(1_000);

    expect(told(browser).slice(1)).toEqual([]);
  });
});
