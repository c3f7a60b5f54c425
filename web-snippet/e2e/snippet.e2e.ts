import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, launchWhole, wholeChrome } from './support/browser.mjs';
import { Servers } from './support/Servers.ts';

const UTK = '3f2a9c0d1e4b5a697887766554433221';

let browser: Browser;
let servers: Servers;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  servers = new Servers();
  await servers.start();
  const context = await browser.newContext();
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
});

afterEach(async () => {
  await page.context().close();
  servers.stop();
  expect(servers.received.filter(({ method }) => method !== 'POST')).toEqual([]);
});

const setUtk = () => page.context().addCookies([{ name: 'hubspotutk', value: UTK, url: servers.site }]);
const open = (variant: string, path = '/') => page.goto(`${servers.site}${path}?variant=${variant}`);
const eventually = <T>(actual: () => T, timeout = 5_000) => expect.poll(actual, { timeout, interval: 50 });
/** In the order in which they happened: within a request they have none. */
const happened = () => [...servers.events].sort((one, other) => one.at - other.at);
const types = () => happened().map(({ type }) => type);
const paths = () => happened().map(({ url }) => new URL(url).pathname);

/** Opens a page and goes on to the next one, each counted; then back, for which Playwright knows no end if it works. */
async function thereAndBack(variant: string) {
  const counted = variant === 'none' ? 0 : 1;
  await open(variant);
  await eventually(paths).toHaveLength(counted);
  await page.click('#next');
  await page.waitForURL('**/next*');
  await eventually(() => new Set(paths()).size).toBe(counted * 2);
  await page.evaluate('void setTimeout(() => history.back())');
}

/** Why Chromium does not keep a page while another one is shown. */
async function obstaclesToReturn(variant: string) {
  let told: (reasons: string[]) => void = () => {};
  const obstacles = new Promise<string[]>((resolve) => {
    told = resolve;
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.enable');
  devtools.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
    told(notRestoredExplanations.map(({ reason }) => reason)),
  );
  await thereAndBack(variant);
  return obstacles;
}

describe.each(['core', 'full'])('%s in Chromium', (variant) => {
  it('sends a page view, silently and without a preflight', async () => {
    await setUtk();
    await open(variant);

    await eventually(types).toEqual(['page_view']);

    const [request] = servers.received;
    expect(request?.headers).toMatchObject({ 'content-type': 'text/plain;charset=UTF-8', origin: servers.site });
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.body).toMatchObject({ site: 'shop', utk: UTK, automated: true, events: [{ title: 'home' }] });
    expect(complaints).toEqual([]);
  });

  it('waits for a utk that comes late', async () => {
    await page.clock.install();
    await open(variant);
    await page.waitForFunction('utkast.q === 0');
    await page.clock.runFor(1);
    await page.evaluate(() => window.utkast?.('clicked', { a: 1 }));
    await page.clock.runFor(5_000);
    expect(servers.received).toEqual([]);

    await page.evaluate((utk) => {
      // biome-ignore lint/suspicious/noDocumentCookie: as HubSpot's script does
      document.cookie = `hubspotutk=${utk}`;
    }, UTK);

    await page.clock.runFor(2_000);
    await eventually(types).toEqual(['page_view', 'clicked']);
    expect(servers.received).toHaveLength(1);
  });

  it.each(['Navigation API', 'patched history'])('counts navigations within the page: %s', async (way) => {
    await setUtk();
    if (way === 'patched history') {
      await page.addInitScript('delete window.navigation');
    }
    await open(variant);
    await eventually(types).toHaveLength(1);
    expect(await page.evaluate(() => 'navigation' in window)).toBe(way === 'Navigation API');

    await page.evaluate(() => {
      history.pushState({}, '', '/pricing');
      document.title = 'Pricing';
    });
    await eventually(types).toHaveLength(2);
    await page.evaluate(() => history.replaceState({}, '', '#same'));
    await page.goBack();

    await eventually(paths).toEqual(['/', '/pricing', '/']);
    expect(servers.events[1]).toMatchObject({ title: 'Pricing', referrer: expect.stringContaining(servers.site) });
    expect(complaints).toEqual([]);
  });

  it('puts nothing in the way of the back-forward cache', async () => {
    await setUtk();
    const without = await obstaclesToReturn('none');

    expect(await obstaclesToReturn(variant)).toEqual(without);
  });

  it.skipIf(!wholeChrome)('counts again when the back-forward cache brings the page back', async () => {
    const chrome = await launchWhole();
    try {
      page = await chrome.newPage();
      await setUtk();

      await thereAndBack(variant);

      await eventually(() => servers.restored).toBe(1);
      await eventually(() => new Set(servers.events.map(({ id }) => id)).size).toBe(3);
      expect(paths().at(-1)).toBe('/');
    } finally {
      await chrome.close();
    }
  });

  it('counts again when a kept page is shown: events only', async () => {
    await setUtk();
    await open(variant);
    await eventually(types).toHaveLength(1);

    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });

    await eventually(types).toEqual(['page_view', 'page_view']);
  });

  it('sends a beacon when the page is left at once', async () => {
    await setUtk();
    await open(variant);
    await page.waitForFunction('utkast.q === 0');
    await page.goto('about:blank');

    await eventually(types).toEqual(['page_view']);

    // fetch is `cors`
    expect(servers.received[0]?.headers['sec-fetch-mode']).toBe('no-cors');
  });

  it('sends one count without content if there never is a utk', async () => {
    await open(variant);
    await page.waitForFunction('utkast.q === 0');
    await page.goto('about:blank');

    await eventually(() => servers.received.map(({ body }) => body)).toEqual([
      { site: 'shop', sentAt: expect.any(Number), automated: true, dropped: { 'no-utk': 1 }, events: [] },
    ]);
  });

  it.each(['GPC', '__hs_opt_out'])('sends no content after an objection: %s', async (objection) => {
    await setUtk();
    if (objection === 'GPC') {
      await page.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
    } else {
      await page.context().addCookies([{ name: '__hs_opt_out', value: 'yes', url: servers.site }]);
    }
    await page.clock.install();
    await open(variant);
    await page.waitForFunction('utkast.q === 0');
    await page.evaluate(() => window.utkast?.('clicked'));
    await page.clock.runFor(60_000);
    expect(servers.received).toEqual([]);

    await page.goto('about:blank');

    await eventually(() => servers.received.map(({ body }) => body.dropped)).toEqual([{ 'opted-out': 2 }]);
    expect(servers.events).toEqual([]);
  });

  it('revokes consent at once', async () => {
    await setUtk();
    await open(variant);
    await page.waitForFunction('utkast.q === 0');

    await page.evaluate(() => window.utkast?.('consent', false));

    await eventually(() => servers.received.map(({ body }) => body)).toMatchObject([
      { consent: false, utk: UTK, events: [] },
    ]);
  });
});

/** Lets the page's own clock run, so that "nothing is sent" needs no waiting. */
const letPass = async (milliseconds: number) => {
  await page.clock.runFor(milliseconds);
};
const stored = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('utkast.')).length);
const started = () => page.waitForFunction('window.utkast?.q === 0');
/** Clicks without following where that leads. */
const click = (selector: string) =>
  page.evaluate((found) => {
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    (document.querySelector(found) as HTMLElement).click();
  }, selector);
const last = () => servers.events.at(-1);

describe('full in Chromium', () => {
  it('tries again when the gateway says so, with the same ids', async () => {
    await setUtk();
    servers.answers = [{ status: 503, retryAfter: '1' }];
    await open('full');

    await eventually(() => servers.received.length).toBe(2);

    expect(servers.events[1].id).toBe(servers.events[0].id);
    const [first, second] = servers.received;
    expect(second?.body.sentAt - first?.body.sentAt).toBeGreaterThanOrEqual(1_000);
    await expect.poll(stored).toBe(0);
  });

  it.each([429, 500, 503])('keeps what the gateway answers by %i for the next page', async (status) => {
    await setUtk();
    servers.answers = [{ status, retryAfter: '1' }];
    await open('full');
    await eventually(() => servers.received.length).toBe(1);
    await expect.poll(stored).toBe(1);

    await page.goto(`${servers.site}/next?variant=full`);

    await eventually(() =>
      new Set(
        servers.received
          .slice(1)
          .flatMap(({ body }) => body.events)
          .map(({ id }) => id),
      ).has(servers.events[0].id),
    ).toBe(true);
    await expect.poll(stored).toBe(0);
  });

  it('is not confused by an answer that is none', async () => {
    await setUtk();
    servers.answers = [{ status: 200, body: '<html>Welcome to the hotel' }];
    await open('full', '/');
    await eventually(types).toEqual(['page_view']);

    await page.evaluate(() => window.utkast?.('still_here'));

    await eventually(types).toEqual(['page_view', 'still_here']);
    expect(complaints).toEqual([]);
  });

  it('stops for good after 410', async () => {
    await setUtk();
    await page.clock.install();
    servers.answers = [{ status: 410 }];
    await open('full');
    await started();
    await letPass(600);
    await eventually(() => servers.received.length).toBe(1);
    await expect.poll(stored).toBe(0);

    await page.evaluate(() => {
      window.utkast?.('clicked');
      history.pushState({}, '', '/pricing');
    });
    await letPass(600_000);
    await page.goto('about:blank');

    expect(servers.received).toHaveLength(1);
  });

  it('is no hurry to a slow gateway, and no burden to the page', async () => {
    await setUtk();
    let answer = () => {};
    servers.answers = [
      {
        status: 202,
        after: new Promise<void>((resolve) => {
          answer = resolve;
        }),
      },
    ];
    await open('full');
    await eventually(() => servers.received.length).toBe(1);

    await page.click('#next');
    await page.waitForURL('**/next*');
    answer();

    await eventually(() => new Set(servers.events.map(({ url }) => new URL(url).pathname))).toEqual(
      new Set(['/', '/next']),
    );
  });

  it('sends once for three tabs', async () => {
    await setUtk();
    const pages = [page, await page.context().newPage(), await page.context().newPage()];
    await Promise.all(pages.map((tab) => tab.goto(`${servers.site}/?variant=full`)));
    for (const tab of pages) {
      await tab.bringToFront();
    }

    await eventually(() => new Set(servers.events.map(({ id }) => id)).size, 15_000).toBe(3);
    await expect.poll(stored, { timeout: 15_000 }).toBe(0);
  });

  it('waits while the browser is offline and sends when it is back', async () => {
    await setUtk();
    await open('full');
    await eventually(types).toEqual(['page_view']);
    await page.context().setOffline(true);
    await page.evaluate(() => window.utkast?.('offline'));
    await expect.poll(stored).toBe(1);

    await page.context().setOffline(false);

    await eventually(types).toEqual(['page_view', 'offline']);
    expect(complaints).toEqual([]);
  });

  it.each([
    [
      'storage',
      "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
    ],
    ['beacon', 'navigator.sendBeacon = () => false'],
    ['beacon with an error', "navigator.sendBeacon = () => { throw new Error('no') }"],
  ])('works with blocked %s', async (_what, block) => {
    await setUtk();
    await page.addInitScript(block);
    await open('full');
    await eventually(types).toEqual(['page_view']);
    await page.evaluate(() => window.utkast?.('clicked'));

    await eventually(types).toEqual(['page_view', 'clicked']);
    expect(complaints).toEqual([]);
  });

  it('records a link to elsewhere, a file, and what an element declares', async () => {
    await setUtk();
    await open('everything');
    await started();
    await click('#out');
    await click('#file');
    await click('#mail');
    await click('#next');
    await click('#cta b');

    await eventually(types).toEqual(['page_view', 'outbound_link', 'download', 'cta']);
    expect(
      happened()
        .slice(1)
        .map(({ props }) => props),
    ).toEqual([
      { href: 'https://elsewhere.example/path' },
      { href: `${servers.site}/files/Prices.PDF` },
      { plan: 'pro', seats: 3 },
    ]);
    expect(JSON.stringify(servers.received)).not.toMatch(/secret|someone/);
    expect(complaints).toEqual([]);
  });

  it('records the names of a form’s fields, and not what is in them, although the page goes at once', async () => {
    await setUtk();
    await open('everything');
    await started();
    await page.fill('[name=pw]', 'hunter2');
    await page.click('#send');
    await page.waitForURL('**/next*');

    await eventually(() => servers.events.find(({ type }) => type === 'form_submit')?.props).toMatchObject({
      fields: 'email,pw,id',
    });
    expect(JSON.stringify(servers.received)).not.toMatch(/hunter2|ada@/);
  });

  it('tells how far the page was scrolled and how long it was shown', async () => {
    await setUtk();
    await open('everything');
    await eventually(types).toEqual(['page_view']);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('scroll', resolve, { once: true });
          scrollTo(0, document.documentElement.scrollHeight);
        }),
    );
    await page.goto('about:blank');

    await eventually(() => last()?.type).toBe('page_leave');
    expect(last()?.props.scroll).toBe(100);
    expect(last()?.props.engagedMs).toBeGreaterThan(400);
  });

  it('tells in the console what became of the request', async () => {
    await setUtk();
    await page.goto(`${servers.site}/?utkast-debug&variant=full`);

    await eventually(() => complaints.at(-1)).toContain('r1');
    expect(complaints.join('\n')).toContain(UTK);
  });

  it('leaves no trace in the page but its one name, and never holds it up', async () => {
    await setUtk();
    await page.addInitScript(() => {
      const tasks: string[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          tasks.push(JSON.stringify(entry.toJSON()));
        }
      }).observe({ type: 'long-animation-frame', buffered: true });
    });
    await open('none');
    const before = await page.evaluate(() => [
      Object.keys(window),
      document.documentElement.outerHTML.replace(/variant=\w+/g, ''),
    ]);
    await open('full');
    await eventually(types).toEqual(['page_view']);
    const after = await page.evaluate(() => [
      Object.keys(window),
      document.documentElement.outerHTML.replace(/variant=\w+/g, '').replace(/<script async.*?<\/script>/, ''),
    ]);

    expect(after).toEqual(before);
    expect((await page.evaluate(() => (window as unknown as { tasks: string[] }).tasks)).join()).not.toContain(
      '/u/full.js',
    );
  });
});
