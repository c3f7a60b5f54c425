import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe.each(['core', 'full'] as const)('page views of %s', (variant) => {
  it('sends one on load', async () => {
    const browser = new FakeBrowser().load(variant);

    await pass(500);

    expect(browser.sent).toHaveLength(1);
    expect(browser.sent[0]?.url).toBe('https://gw.example/v1/events');
    expect(browser.sent[0]?.body).toEqual({
      site: 'shop',
      utk: UTK,
      sentAt: 1_790_000_000_500,
      automated: false,
      dropped: { overflow: 0 },
      events: [
        {
          id: expect.stringMatching(/^[A-Za-z0-9_-]{8,64}$/),
          type: 'page_view',
          at: 1_790_000_000_000,
          url: 'https://www.example.com/',
          title: 'Home',
          referrer: 'https://search.example/',
        },
      ],
    });
  });

  it('needs no preflight', async () => {
    const browser = new FakeBrowser().load(variant);

    await pass(500);

    const { body, ...options } = browser.sent[0]?.options ?? {};
    expect(body).toBeTypeOf('string');
    expect(options).toEqual({ method: 'POST', keepalive: true });
  });

  it('takes an absolute collect URL', async () => {
    const browser = new FakeBrowser().load(variant, { path: 'https://other.example/x' });

    await pass(500);

    expect(browser.sent[0]?.url).toBe('https://other.example/x');
  });

  it('says that the browser is automated', async () => {
    const browser = new FakeBrowser();
    browser.navigator.webdriver = true;
    browser.load(variant);

    await pass(500);

    expect(browser.sent[0]?.body.automated).toBe(true);
  });

  it.each(['Navigation API', 'patched history'])('counts single-page navigations with the %s', async (way) => {
    const browser = new FakeBrowser();
    if (way === 'Navigation API') {
      browser.withNavigation();
    }
    browser.load(variant);
    await pass(500);

    browser.push('/pricing');
    browser.document.title = 'Pricing';
    await pass(500);
    browser.replace('/thanks');
    await pass(500);

    expect(browser.events.map(({ url }) => url)).toEqual([
      'https://www.example.com/',
      'https://www.example.com/pricing',
      'https://www.example.com/thanks',
    ]);
    expect(browser.events[1]).toMatchObject({ title: 'Pricing', referrer: 'https://www.example.com/' });
    expect(browser.events[2]).toMatchObject({ referrer: 'https://www.example.com/pricing' });
  });

  it('counts the way back', async () => {
    const browser = new FakeBrowser().load(variant);
    browser.location.href = 'https://www.example.com/before';
    browser.target.dispatch('popstate');

    await pass(500);

    expect(browser.events).toHaveLength(2);
  });

  it('counts no replaceState on the same path, no fragment, no parameter that is not allowed', async () => {
    const browser = new FakeBrowser().load(variant);

    browser.replace('/');
    browser.push('/#details');
    browser.push('/?token=secret');
    await pass(500);

    expect(browser.events).toHaveLength(1);
    expect(JSON.stringify(browser.sent)).not.toMatch(/secret|details/);
  });

  it('passes arguments and errors of history through', () => {
    const browser = new FakeBrowser();
    const seen: unknown[] = [];
    browser.history.pushState = (...args) => {
      seen.push(...args);
      throw new DOMException('too often');
    };
    browser.load(variant);

    expect(() => browser.history.pushState(1, '', '/x')).toThrow('too often');
    expect(seen).toEqual([1, '', '/x']);
  });

  it('counts again after the back-forward cache', async () => {
    const browser = new FakeBrowser().load(variant);
    await pass(500);

    browser.leave();
    browser.restore();
    await pass(500);

    expect(browser.events.map(({ type }) => type)).toEqual(['page_view', 'page_view']);
    expect(browser.events[1].id).not.toBe(browser.events[0].id);
  });

  it('does not count a tab that was only away', async () => {
    const browser = new FakeBrowser().load(variant);
    await pass(500);

    browser.hide();
    browser.show();
    await pass(500);

    expect(browser.events).toHaveLength(1);
  });

  it('waits for a prerendered page to be shown', async () => {
    const browser = new FakeBrowser();
    browser.document.hidden = browser.document.prerendering = true;
    browser.load(variant);
    browser.utkast('early');
    browser.push('/redirected');
    await pass(5000);
    expect(browser.sent).toEqual([]);

    browser.document.prerendering = false;
    browser.show();
    await pass(500);

    expect(browser.events.map(({ type }) => type)).toEqual(['early', 'page_view']);
    expect(browser.events[1].url).toBe('https://www.example.com/redirected');
  });

  it('counts once when the script is there twice', async () => {
    const browser = new FakeBrowser().load(variant).load(variant);

    browser.push('/pricing');
    await pass(500);

    expect(browser.events).toHaveLength(2);
  });
});

describe('query parameters', () => {
  it('never leave with core', async () => {
    const browser = new FakeBrowser();
    browser.location.href = 'https://www.example.com/a?utm_source=x#y';
    browser.load('core');

    await pass(500);

    expect(browser.events[0].url).toBe('https://www.example.com/a');
  });

  it.each([
    ['?utm_source=x&token=1&plan=pro', '?utm_source=x&plan=pro'],
    ['?token=1&utm_source=a%20b', '?utm_source=a%20b'],
    ['?token=1', ''],
    ['?plan', '?plan'],
    ['?planet=1&xplan=2', ''],
  ])('leave with full as far as allowed: %s → %s', async (query, kept) => {
    const browser = new FakeBrowser();
    browser.location.href = `https://www.example.com/a${query}#y`;
    browser.load('full');

    await pass(500);

    expect(browser.events[0].url).toBe(`https://www.example.com/a${kept}`);
  });

  it('never leave with full if none is named', async () => {
    const browser = new FakeBrowser();
    browser.location.href = 'https://www.example.com/a?utm_source=x';
    browser.load('full', { query: undefined });

    await pass(500);

    expect(browser.events[0].url).toBe('https://www.example.com/a');
  });

  it('make a new view with full if they are allowed', async () => {
    const browser = new FakeBrowser().load('full');

    browser.push('/?plan=pro');
    await pass(500);

    expect(browser.events).toHaveLength(2);
  });
});
