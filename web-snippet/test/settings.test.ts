import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';
import { types } from './support/visits.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => void vi.useRealTimers());

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
