import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each(['core', 'full'] as const)('calls of %s', (variant) => {
  it('record events with properties as they are now', async () => {
    const browser = new FakeBrowser().load(variant);
    const props = { plan: 'pro', seats: 3, trial: true };

    browser.utkast('signup_started', props);
    props.plan = 'changed';
    await pass(500);

    expect(browser.sent).toHaveLength(1);
    expect(browser.events[1]).toMatchObject({
      type: 'signup_started',
      props: { plan: 'pro', seats: 3, trial: true },
      url: 'https://www.example.com/',
      title: 'Home',
    });
  });

  it('made before the script has loaded are replayed', async () => {
    const browser = new FakeBrowser();
    browser.window.utkast = Object.assign(() => {}, { q: [['first', { a: 1 }], ['second']] });
    browser.load(variant);

    await pass(500);

    expect(browser.events.map(({ type }) => type)).toEqual(['page_view', 'first', 'second']);
  });

  it('leave nothing else global', () => {
    const browser = new FakeBrowser();
    const before = Object.keys(globalThis);

    browser.load(variant);

    expect(Object.keys(browser.window)).toEqual(['utkast']);
    expect(Object.keys(globalThis)).toEqual(before);
  });

  it('granting consent is said in what follows', async () => {
    const browser = new FakeBrowser().load(variant);

    browser.utkast('consent', true);
    browser.utkast('clicked');
    await pass(500);

    expect(browser.events).toHaveLength(2);
    expect(browser.sent.map(({ body }) => body.consent)).toEqual([true, true]);
  });

  it('revoking consent empties the buffer, says so at once and silences the page until it is granted', async () => {
    const browser = new FakeBrowser().load(variant);
    browser.utkast('clicked');

    browser.utkast('consent', false);
    browser.utkast('clicked');
    browser.push('/pricing');
    await pass(5000);
    browser.hide();
    browser.show();

    expect(browser.sent.map(({ body }) => body)).toMatchObject([
      { site: 'shop', utk: UTK, consent: false, events: [] },
    ]);

    browser.utkast('consent', true);
    browser.utkast('back');
    await pass(500);

    expect(browser.events.map(({ type }) => type)).toEqual(['back']);
    expect(browser.sent[1]?.body.consent).toBe(true);
  });

  it('revoking consent uses the utk last seen', async () => {
    const browser = new FakeBrowser().load(variant);
    await pass(500);

    browser.document.cookie = '__hs_opt_out=yes';
    browser.utkast('consent', false);

    expect(browser.sent[1]?.body).toMatchObject({ utk: UTK, consent: false, events: [] });
  });
});
