import { describe, expect, it } from 'vitest';
import { launchWhole, openUnattended, wholeChrome } from './support/browser.mjs';
import { watchLongFrames } from './support/longFrames.ts';
import { eventually, UTK, visit } from './support/Visit.ts';

const at = visit();

/** Opens a page and goes on to the next one, each counted; then back, for which Playwright knows no end if it works. */
async function thereAndBack(variant: string) {
  const counted = variant === 'none' ? 0 : 1;
  await at.open(variant);
  await eventually(at.paths).toHaveLength(counted);
  await at.page.click('#next');
  await at.page.waitForURL('**/next*');
  await eventually(() => new Set(at.paths()).size).toBe(counted * 2);
  await at.page.evaluate('void setTimeout(() => history.back())');
}

/** Why Chromium does not keep a page while another one is shown. */
async function obstaclesToReturn(variant: string) {
  let told: (reasons: string[]) => void = () => {};
  const obstacles = new Promise<string[]>((resolve) => {
    told = resolve;
  });
  const devtools = await at.page.context().newCDPSession(at.page);
  await devtools.send('Page.enable');
  devtools.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
    told(notRestoredExplanations.map(({ reason }) => reason)),
  );
  await thereAndBack(variant);
  return obstacles;
}

describe.each(['core', 'full'])('%s in Chromium', (variant) => {
  it('sends a page view, silently and without a preflight', async () => {
    await at.setUtk();
    await at.open(variant);

    await eventually(at.types).toEqual(['page_view']);

    const [request] = at.servers.received;
    expect(request?.headers).toMatchObject({ 'content-type': 'text/plain;charset=UTF-8', origin: at.servers.site });
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.body).toMatchObject({ site: 'shop', utk: UTK, automated: true, events: [{ title: 'home' }] });
  });

  it('sends what the page has said before the script was there', async () => {
    await at.setUtk();
    await at.open(variant, '/early');

    // Both may have happened in the same millisecond: then they have no order.
    await eventually(() => at.types().sort()).toEqual(['early', 'page_view']);
    expect(at.happened().find(({ type }) => type === 'early')?.props).toEqual({ n: 1 });
  });

  it('waits for a utk that comes late', async () => {
    await at.page.clock.install();
    await at.open(variant);
    await at.started();
    await at.page.clock.runFor(1);
    await at.call('clicked', { a: 1 });
    await at.page.clock.runFor(5_000);
    expect(at.servers.received).toEqual([]);

    await at.page.evaluate((utk) => {
      // biome-ignore lint/suspicious/noDocumentCookie: as HubSpot's script does
      document.cookie = `hubspotutk=${utk}`;
    }, UTK);

    await at.page.clock.runFor(2_000);
    await eventually(at.types).toEqual(['page_view', 'clicked']);
    expect(at.servers.received).toHaveLength(1);
  });

  it.each(['Navigation API', 'patched history'])('counts navigations within the page: %s', async (way) => {
    await at.setUtk();
    if (way === 'patched history') {
      await at.page.addInitScript('delete window.navigation');
    }
    await at.open(variant);
    await eventually(at.types).toHaveLength(1);
    expect(await at.page.evaluate(() => 'navigation' in window)).toBe(way === 'Navigation API');

    await at.page.evaluate(() => {
      history.pushState({}, '', '/pricing?secret=1');
      document.title = 'Pricing';
    });
    await eventually(at.types).toHaveLength(2);
    await at.page.evaluate(() => history.replaceState({}, '', '/pricing?secret=2'));
    await at.page.evaluate(() => history.replaceState({}, '', '#same'));
    await at.page.goBack();

    await eventually(at.paths).toEqual(['/', '/pricing', '/']);
    expect(at.servers.events[1]).toMatchObject({
      title: 'Pricing',
      referrer: expect.stringContaining(at.servers.site),
    });
    expect(JSON.stringify(at.servers.received)).not.toContain('secret');
  });

  it('puts nothing in the way of the back-forward cache', async () => {
    await at.setUtk();
    const without = await obstaclesToReturn('none');

    expect(await obstaclesToReturn(variant)).toEqual(without);
  });

  it.skipIf(!wholeChrome)('counts again when the back-forward cache brings the page back', async () => {
    const chrome = await launchWhole();
    try {
      at.watch(await chrome.newPage());
      await at.setUtk();

      await thereAndBack(variant);

      await eventually(() => at.servers.restored).toBe(1);
      await eventually(() => new Set(at.servers.events.map(({ id }) => id)).size).toBe(3);
      expect(at.paths().at(-1)).toBe('/');
    } finally {
      await chrome.close();
    }
  });

  it('counts again when a kept page is shown: events only', async () => {
    await at.setUtk();
    await at.open(variant);
    await eventually(at.types).toHaveLength(1);

    await at.page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });

    await eventually(at.once).toEqual(['page_view', 'page_view']);
  });

  it.skipIf(!wholeChrome)('counts a prerendered page when it is shown, not before', async () => {
    let go = () => {};
    at.servers.go = new Promise<void>((resolve) => {
      go = resolve;
    });
    const end = openUnattended(`${at.servers.site}/speculating?variant=${variant}`);
    try {
      await eventually(at.paths, 20_000).toEqual(['/speculating']);
      await eventually(() => at.servers.prerendered, 10_000).toEqual([variant]);
      const shown = Date.now();
      go();

      await eventually(() => at.servers.activated, 10_000).toBe(1);
      await eventually(() => [...new Set(at.paths())]).toEqual(['/speculating', '/next']);
      expect(at.happened().at(-1).at).toBeGreaterThanOrEqual(shown);
    } finally {
      await end();
    }
  });

  it('sends a beacon when the page is left at once', async () => {
    await at.setUtk();
    await at.holdTime();
    await at.open(variant);
    await at.started();
    await at.leave();

    await eventually(at.types).toEqual(['page_view']);

    // fetch is `cors`
    expect(at.servers.received[0]?.headers['sec-fetch-mode']).toBe('no-cors');
  });

  it('sends as much as it gathers when the page is left', async () => {
    await at.setUtk();
    await at.open(variant);
    await at.started();
    for (let i = 0; i < 60; i++) {
      await at.call(`e${i}`, { text: '語'.repeat(600) });
    }
    await at.leave();

    const bodies = () => at.servers.received.map(({ body }) => body);
    const overflow = () => bodies().reduce((sum, { dropped }) => sum + dropped.overflow, 0);
    await eventually(() => at.once().length + overflow()).toBe(61);
    expect(at.once().length).toBeGreaterThan(20);
    expect(Math.max(...bodies().map((body) => Buffer.byteLength(JSON.stringify(body))))).toBeLessThan(60_000);
  });

  it('sends one count without content if there never is a utk', async () => {
    await at.open(variant);
    await at.started();
    await at.leave();

    await eventually(() => at.servers.received.map(({ body }) => body)).toEqual([
      { site: 'shop', sentAt: expect.any(Number), automated: true, dropped: { 'no-utk': 1 }, events: [] },
    ]);
  });

  it.each(['GPC', '__hs_opt_out=yes', '__hs_do_not_track=yes', '__hs_cookie_cat_pref=1:false'])(
    'sends no content after an objection: %s',
    async (objection) => {
      await at.setUtk();
      if (objection === 'GPC') {
        await at.page.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
      } else {
        const [name, value] = objection.split('=') as [string, string];
        await at.page.context().addCookies([{ name, value, url: at.servers.site }]);
      }
      await at.page.clock.install();
      await at.open(variant);
      await at.started();
      await at.call('clicked');
      await at.page.clock.runFor(60_000);
      expect(at.servers.received).toEqual([]);

      await at.leave();

      await eventually(() => at.servers.received.map(({ body }) => body.dropped)).toEqual([{ 'opted-out': 2 }]);
      expect(at.servers.events).toEqual([]);
    },
  );

  it('revokes consent at once', async () => {
    await at.setUtk();
    await at.open(variant);
    await at.started();

    await at.call('consent', false);

    // The page view may have gone before, as the cookie's change event sends it at once.
    await eventually(() => at.servers.received.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ consent: false, utk: UTK, events: [] }),
    );
  });

  it('runs under the policy and the integrity that the documents tell', async () => {
    await at.setUtk();
    await at.open(variant, '/strict');

    // A violation would stand in the console.
    await eventually(at.types).toEqual(['page_view']);
  });

  it('is silent in a frame without cookies and storage', async () => {
    await at.setUtk();
    await at.open(variant, '/framing');
    const frame = at.page.frames()[1];
    await frame?.waitForLoadState();

    await frame?.evaluate(() => window.utkast?.('clicked'));
    await at.leave();

    expect(at.servers.received).toEqual([]);
  });

  it('leaves no trace in the page but its one name', async () => {
    await at.setUtk();
    const trace = () =>
      at.page.evaluate(() => [
        Object.keys(window),
        document.documentElement.outerHTML.replace(/variant=\w+/g, '').replace(/<script async.*?<\/script>/, ''),
      ]);
    await at.open('none');
    const before = await trace();
    await at.open(variant);
    await eventually(at.types).toEqual(['page_view']);

    expect(await trace()).toEqual(before);
  });

  // On a busy machine any script may be held up itself: one that takes its time does so each time.
  it('never holds the page up', { retry: 2 }, async () => {
    const culprits = await watchLongFrames(at.page);
    await at.setUtk();
    await at.open(variant === 'full' ? 'everything' : variant);
    await eventually(at.types).toEqual(['page_view']);
    await at.page.evaluate(() => {
      document.addEventListener('click', (event) => event.preventDefault());
      for (const element of document.querySelectorAll<HTMLElement>('a, #cta b')) {
        element.click();
      }
      history.pushState({}, '', '/pricing');
      dispatchEvent(new Event('scroll'));
    });
    await eventually(at.paths).toContain('/pricing');

    expect(await culprits()).not.toContain('/u/');
  });
});

it('would be told of a script that holds the page up', async () => {
  const culprits = await watchLongFrames(at.page);
  await at.open('heavy');
  await at.started();

  await eventually(culprits).toContain('/u/heavy.js');
});
