import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytes, count, millis, moment, percent, rate, time } from '../admin/src/figures.ts';
import { get, logOut } from '../admin/src/gateway.ts';
import { History, WINDOW } from '../admin/src/history.ts';
import { Questions } from '../admin/src/questions.ts';
import { at, type PortalStats, type Stats } from '../admin/src/stats.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('figures', () => {
  // The same cases as in FiguresTest.java.
  it.each([
    [0, '–'],
    [null, '–'],
    [0.04, '0.0 s'],
    [0.44, '0.4 s'],
    [12.3, '12 s'],
    [60, '1 min'],
    [3_600, '60 min'],
    [7_200, '2 h'],
    [172_800, '2 d'],
    [864_000, '10 d'],
  ])('writes %s seconds as %s', (seconds, text) => expect(plain(time(seconds))).toBe(text));

  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_024, '1.0 KiB'],
    [10_737_418_240, '10.0 GiB'],
  ])('writes %s bytes as %s', (size, text) => expect(plain(bytes(size))).toBe(text));

  it('groups digits', () => {
    expect(count(1_234_567)).toBe('1,234,567');
    expect(plain(millis(1.25))).toBe('1.3 ms');
  });

  it.each([
    [null, '–'],
    [0, '0'],
    [0.25, '0.3'],
    [12, '12.0'],
    [99.9, '99.9'],
    [1_234.5, '1,235'],
  ])('writes a rate of %s as %s', (value, text) => expect(rate(value)).toBe(text));

  it.each([
    [null, '–'],
    [0.999, '99 %'],
    [1, '100 %'],
  ])('writes a share of %s as %s', (share, text) => expect(plain(percent(share))).toBe(text));

  it('leaves the day out today only', () => {
    const now = new Date(2026, 10, 23, 12, 0, 0);
    expect(moment(new Date(2026, 10, 23, 9, 5, 7).toISOString(), now)).toBe('09:05:07');
    expect(moment(new Date(2026, 10, 22, 9, 5, 7).toISOString(), now)).toContain('22 Nov 2026');
  });
});

describe('the history', () => {
  const START = '2026-11-23T12:00:00Z';
  const portal = (delivered: number, more: Partial<PortalStats> = {}): PortalStats => ({
    state: 'delivering',
    queued: 0,
    oldestSeconds: 0,
    delivered,
    held: 0,
    deadLetters: 0,
    delaySeconds: { p50: 0, p99: 0 },
    ...more,
  });
  const stats = (second: number, accepted: number, portals: Record<string, PortalStats>, startedAt = START): Stats => ({
    at: new Date(Date.parse(START) + second * 1_000).toISOString(),
    startedAt,
    sites: { shop: { accepted, checks: [] } },
    portals,
  });

  it('knows no rate from one look', () => {
    const { rates } = new History().add(stats(0, 100, { acme: portal(90) }));

    expect(rates).toEqual({ in: null, out: null, portals: { acme: null } });
  });

  it('takes rates over the latest five seconds', () => {
    const history = new History();
    let derived = history.add(stats(0, 0, { acme: portal(0), bolt: portal(0) }));
    for (let second = 1; second <= 20; second++) {
      const accepted = second <= 10 ? 0 : (second - 10) * 10;
      derived = history.add(stats(second, accepted, { acme: portal(accepted / 2), bolt: portal(0) }));
    }

    expect(derived.rates).toEqual({ in: 10, out: 5, portals: { acme: 5, bolt: 0 } });
  });

  it('begins anew after a restart, whose counters do', () => {
    const history = new History();
    history.add(stats(0, 500, { acme: portal(500) }));

    const after = history.add(stats(9, 1, { acme: portal(0) }, '2026-11-23T12:00:08Z'));
    const later = history.add(stats(10, 3, { acme: portal(1) }, '2026-11-23T12:00:08Z'));

    expect(after.rates.in).toBeNull();
    expect(later.rates).toMatchObject({ in: 2, out: 1 });
  });

  it('keeps the order when two looks are of one moment', () => {
    const history = new History();
    history.add(stats(0, 0, { acme: portal(0) }));
    history.add(stats(1, 10, { acme: portal(0) }));

    history.add(stats(1, 12, { acme: portal(0) }));

    expect(history.times).toHaveLength(2);
    expect(history.columns.in).toHaveLength(2);
  });

  it('adds portals up, and tells the delay of the slowest', () => {
    const { total } = new History().add(
      stats(0, 0, {
        acme: portal(5, { queued: 3, oldestSeconds: 4, delaySeconds: { p50: 0.2, p99: 0.9 } }),
        bolt: portal(5, { queued: 4, oldestSeconds: 1, delaySeconds: { p50: 0.1, p99: 2.5 } }),
      }),
    );

    expect(total).toEqual({ queued: 7, oldestSeconds: 4, p50: 0.1, p99: 2.5 });
  });

  it('forgets what is older than its window', () => {
    const history = new History();
    for (let second = 0; second <= WINDOW + 50; second++) {
      history.add(stats(second, second, { acme: portal(0) }));
    }

    expect(history.times).toHaveLength(WINDOW + 1);
    expect(history.columns.p99).toHaveLength(WINDOW + 1);
    expect(history.columns.p99.at(-1)).toBeNull();
  });
});

describe('questions', () => {
  it('are late once a later one is answered', () => {
    const questions = new Questions();
    const [first, second, third] = [questions.ask(), questions.ask(), questions.ask()];

    expect(second()).toBe(false);
    expect(first()).toBe(true);
    expect(third()).toBe(false);
  });

  it('are not late because a later one is under way: else a slow gateway would never be shown', () => {
    const questions = new Questions();
    const first = questions.ask();
    questions.ask();

    expect(first()).toBe(false);
  });
});

describe('the log-out', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives up what is asked before the session ends, and lets nothing be told of it', async () => {
    const log: string[] = [];
    vi.stubGlobal('document', { querySelector: () => null });
    vi.stubGlobal('location', { replace: (path: string) => log.push(`to ${path}`) });
    vi.stubGlobal('fetch', (path: string, { method, signal }: RequestInit) => {
      log.push(`${method} ${path}`);
      return new Promise((answer, fail) => {
        signal?.addEventListener('abort', () => {
          log.push(`given up: ${path}`);
          fail(signal.reason);
        });
        if (method === 'POST') {
          answer(new Response('{}'));
        }
      });
    });
    const told = vi.fn();
    get('/admin/events').then(told);

    await logOut();

    expect(log).toEqual(['GET /admin/events', 'given up: /admin/events', 'POST /admin/logout', 'to /admin/login']);
    expect(told).not.toHaveBeenCalled();
  });
});

it('finds values by their path', () => {
  const stats = { portals: { acme: { quota: { used: 0 } } } };

  expect(at(stats, '/portals/acme/quota/used')).toBe(0);
  expect(at(stats, '/portals/gone/quota/used')).toBeUndefined();
});
