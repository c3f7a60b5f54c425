import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass } from './support/FakeBrowser.ts';
import { another, keptBy, types } from './support/visits.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => void vi.useRealTimers());

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
    expect(keptBy(browser)).toHaveLength(1);
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
