import { describe, expect, it } from 'vitest';
import type { Answer } from './support/Servers.ts';
import { eventually, UTK, visit } from './support/Visit.ts';

const at = visit();
const ids = () => at.servers.events.map(({ id }) => id);

/** Opens a page whose first request is answered so, and waits until that keeps it from sending. */
const openToBePaused = async (by: 'gateway' | 'page', answer: Answer) => {
  await at.setUtk();
  at.servers.answers = [answer];
  await at.open('full');
  await eventually(() => at.servers.received.length).toBe(1);
  await eventually(at.pausedBy).toBe(by);
};

describe('a gateway in trouble', () => {
  it('is tried again when it says so, with the same ids', async () => {
    await at.setUtk();
    at.servers.answers = [{ status: 503, retryAfter: '1' }];
    await at.open('full');

    await eventually(() => at.servers.received.length).toBe(2);

    expect(ids()[1]).toBe(ids()[0]);
    const [first, second] = at.servers.received;
    expect(second?.body.sentAt - first?.body.sentAt).toBeGreaterThanOrEqual(1_000);
    await eventually(at.stored).toBe(0);
  });

  const trouble: [string, Answer][] = [
    ['429', { status: 429, retryAfter: '1' }],
    ['500', { status: 500 }],
    ['503', { status: 503, retryAfter: '1' }],
    ['a Retry-After that is none', { status: 503, retryAfter: 'soon' }],
    ['a proxy that knows no CORS', { status: 502, body: '<h1>Bad Gateway</h1>', foreign: true }],
    ['a connection that ends', { status: 0, cut: true }],
  ];
  it.each(trouble)('answers by %s: the next page sends it', async (_name, answer) => {
    await at.setUtk();
    at.servers.answers = [answer];
    await at.open('full');
    await eventually(() => at.servers.received.length).toBeGreaterThan(0);

    await at.page.goto(`${at.servers.site}/next?variant=full`);

    await eventually(() => ids().slice(1)).toContain(ids()[0]);
    await eventually(at.stored).toBe(0);
  });

  it('is away for long: the newest fifty events are kept, and the others counted', async () => {
    await openToBePaused('gateway', { status: 503, retryAfter: '6' });

    // No more than fifty in half a second: those would be counted before they are kept.
    for (const [first, kept] of [
      [1, 31],
      [31, 50],
    ]) {
      await at.page.evaluate((from = 0) => {
        for (let number = from; number < from + 30; number++) window.utkast?.('seen', { number });
      }, first);
      await eventually(at.stored).toBe(kept);
    }

    await eventually(() => at.servers.received.length, 15_000).toBe(2);
    const { events, dropped } = at.servers.received[1]?.body ?? {};
    // Which of the first thirty is by chance: they have the same millisecond.
    expect(events).toHaveLength(50);
    expect(events.map(({ props }: { props: { number: number } }) => props.number)).toEqual(
      expect.arrayContaining(Array.from({ length: 30 }, (_, index) => index + 31)),
    );
    expect(dropped).toEqual({ overflow: 11 });
    await eventually(at.stored).toBe(0);
  });

  it('was away for more than a day: what is older is not sent any more', async () => {
    await at.setUtk();
    await at.page.goto(`${at.servers.site}/?variant=none`);
    await at.page.evaluate((utk) => {
      for (const [name, hours] of [
        ['yesterday', 23],
        ['long_ago', 25],
      ] as const) {
        const at = Date.now() - hours * 3_600_000;
        const id = `${at}abcdefgh`;
        localStorage.setItem(
          `utkast.${id}${utk}`,
          JSON.stringify({ id, type: name, at, url: 'https://www.example.com/' }),
        );
      }
    }, UTK);

    await at.open('full');

    await eventually(at.types).toEqual(['yesterday', 'page_view']);
    await eventually(at.stored).toBe(0);
  });

  it('fails: the page hands over what it keeps when it is left', async () => {
    await openToBePaused('page', { status: 500 });

    await at.leave();

    // On a busy machine it may have tried again by then.
    await eventually(() => at.servers.received.at(-1)?.headers['sec-fetch-mode']).toBe('no-cors');
    expect(at.servers.received[0]?.headers['sec-fetch-mode']).toBe('cors');
    expect(at.once()).toEqual(['page_view']);
  });

  it('asks for a pause: a page that is left obeys, and the next one loses nothing', async () => {
    await openToBePaused('gateway', { status: 429, retryAfter: '3' });

    await at.page.goto(`${at.servers.site}/next?variant=full`);

    await eventually(() => [...new Set(at.paths())], 10_000).toEqual(['/', '/next']);
    const [first, second] = at.servers.received;
    expect(second?.body.sentAt - first?.body.sentAt).toBeGreaterThanOrEqual(3_000);
    expect(second?.body.events).toHaveLength(2);
    await eventually(at.stored).toBe(0);
  });

  it.each(['<html>Welcome to the hotel', '', 'null', '{"receipt":'])(
    'says nonsense, and nobody is confused: %j',
    async (body) => {
      await at.setUtk();
      at.servers.answers = [{ status: 200, body }];
      await at.open('full');
      await eventually(at.types).toEqual(['page_view']);

      await at.call('still_here');

      await eventually(at.types).toEqual(['page_view', 'still_here']);
    },
  );

  it('says 410: the page is silent for good', async () => {
    await at.setUtk();
    await at.page.clock.install();
    at.servers.answers = [{ status: 410 }];
    await at.open('full');
    await at.started();
    await at.page.clock.runFor(600);
    await eventually(() => at.servers.received.length).toBe(1);
    await eventually(at.stored).toBe(0);

    await at.call('clicked');
    await at.page.evaluate(() => history.pushState({}, '', '/pricing'));
    await at.page.clock.runFor(600_000);
    await at.leave();

    expect(at.servers.received).toHaveLength(1);
  });

  it.each(['core', 'full'])('is slow: a click in %s does not wait for it', async (variant) => {
    await at.setUtk();
    let answer = () => {};
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    at.servers.answers = [{ status: 202, after }];
    await at.open(variant);
    await eventually(() => at.servers.received.length).toBe(1);

    await at.page.click('#next');
    await at.page.waitForURL('**/next*');
    expect(at.servers.answers).toEqual([]);
    answer();

    await eventually(() => [...new Set(at.paths())]).toEqual(['/', '/next']);
  });

  it('is offline for a while: the events wait', async () => {
    await at.setUtk();
    await at.open('full');
    await eventually(at.types).toEqual(['page_view']);
    await eventually(at.stored).toBe(0);
    await at.page.context().setOffline(true);
    await at.call('offline');
    await eventually(at.stored).toBe(1);

    await at.page.context().setOffline(false);

    await eventually(at.types).toEqual(['page_view', 'offline']);
  });
});

describe('three tabs', () => {
  it('send one after the other, and all of it', async () => {
    await at.setUtk();
    let answer = () => {};
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    at.servers.answers = [{ status: 202, after }];
    const context = at.page.context();
    // A tab is waited for three seconds long: to open two others may take as much.
    await context.clock.setFixedTime(Date.now());
    await at.open('full');
    await eventually(() => at.servers.received.length).toBe(1);
    for (const tab of [await context.newPage(), await context.newPage()]) {
      await tab.goto(`${at.servers.site}/?variant=full`);
      await tab.bringToFront();
    }
    // Whoever keeps an event tries to send it in the same moment, and finds that the first tab is at it.
    await eventually(at.stored).toBe(3);
    expect(at.servers.received).toHaveLength(1);

    answer();

    await eventually(() => new Set(ids()).size, 15_000).toBe(3);
    await eventually(at.stored, 15_000).toBe(0);
  });
});

const missing = () => Object.defineProperty(window, 'localStorage', { value: null });
const forbidden = () =>
  Object.defineProperty(window, 'localStorage', {
    get() {
      throw new DOMException('no', 'SecurityError');
    },
  });
const full = () => {
  for (let text = 'x'.repeat(2 ** 22); text; ) {
    try {
      localStorage.setItem(`${localStorage.length}`, text);
    } catch {
      text = text.slice(0, text.length / 2);
    }
  }
};

describe('a browser that blocks', () => {
  it.each([
    ['is not there', missing],
    ['is forbidden', forbidden],
    ['is full', full],
  ])('storage that %s: events are kept in memory', async (_what, block) => {
    await at.setUtk();
    await at.page.addInitScript(block);
    at.servers.answers = [{ status: 503 }];
    await at.open('full');

    await eventually(() => at.servers.received.length).toBe(2);
    expect(ids()[1]).toBe(ids()[0]);
  });

  it.each(['core', 'full'])('beacons: %s fetches instead', async (variant) => {
    await at.setUtk();
    await at.page.addInitScript('navigator.sendBeacon = () => false');
    await at.holdTime();
    await at.open(variant);
    await at.started();
    await at.leave();

    await eventually(at.types).toEqual(['page_view']);
    expect(at.servers.received[0]?.headers['sec-fetch-mode']).toBe('cors');
  });

  it.each(["{ throw new Error('no') }", 'true'])('beacons, by %s: the next page sends what is kept', async (beacon) => {
    await at.setUtk();
    await at.page.addInitScript(`navigator.sendBeacon = () => ${beacon}`);
    await at.open('full');
    await at.started();
    await at.call('clicked');
    await at.page.goto(`${at.servers.site}/next?variant=full`);

    await eventually(() => at.once().sort()).toEqual(['clicked', 'page_view', 'page_view']);
  });

  it.each(['core', 'full'])('requests: %s is silent', async (variant) => {
    await at.setUtk();
    let tried = 0;
    await at.page.route('**/v1/events', (route) => {
      tried++;
      return route.abort('blockedbyclient');
    });
    await at.open(variant);

    await eventually(() => tried).toBeGreaterThan(0);
    await at.call('clicked');
    await at.page.evaluate(() => history.pushState({}, '', '/pricing'));
    await eventually(() => tried).toBeGreaterThan(1);
  });
});
