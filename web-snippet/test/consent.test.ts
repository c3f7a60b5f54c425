import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';

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
});
