import { describe, expect, it, vi } from 'vitest';
import { FakeBrowser, pass } from './support/FakeBrowser.ts';
import { useSteadyTime } from './support/time.ts';
import { ids, keptBy } from './support/visits.ts';

useSteadyTime();

describe('retries of full', () => {
  it('wait as long as the gateway asks and keep the ids; what is new goes with them', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '7']];
    browser.load('full');
    await pass(500);
    browser.utkast('meanwhile');
    await pass(6_900);
    expect(browser.sent).toHaveLength(1);

    await pass(600);

    const [first, second] = ids(browser.sent);
    expect(second).toContain(first[0]);
    expect(browser.sent[1]?.body.events.map(({ type }: { type: string }) => type).sort()).toEqual([
      'meanwhile',
      'page_view',
    ]);
  });

  it.each([0, 429, 500, 503, 'throw' as const])('follow %s, ever later', async (status) => {
    const browser = new FakeBrowser();
    browser.answers = Array(99).fill(status);
    browser.load('full');

    await pass(500 + 3_600_000);

    // After 0, 1, 3, 7 … 2047 seconds.
    expect(browser.answers).toHaveLength(99 - 12);
  });

  it('follow no gateway that asks for a second again and again', async () => {
    const browser = new FakeBrowser();
    browser.answers = Array(99).fill([503, '1']);
    browser.load('full');

    await pass(500 + 3_600_000);

    expect(browser.answers).toHaveLength(99 - 12);
  });

  it('spread out', async () => {
    vi.mocked(Math.random).mockReturnValue(0.9);
    const browser = new FakeBrowser();
    browser.answers = [[503, '10']];
    browser.load('full');

    await pass(500 + 10_800);
    expect(browser.sent).toHaveLength(1);
    await pass(200);
    expect(browser.sent).toHaveLength(2);
  });

  it('start from anew after a success', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503, 503, 503, 202, 503];
    browser.load('full');
    await pass(8_000);
    browser.utkast('b');
    await pass(500 + 1_100);

    expect(browser.sent).toHaveLength(6);
  });

  it.each([400, 401, 403, 413])('do not follow %i', async (status) => {
    const browser = new FakeBrowser();
    browser.answers = [status];
    browser.load('full');

    await pass(3_600_000);
    browser.leave();

    expect(browser.sent).toHaveLength(1);
    expect(keptBy(browser)).toEqual([]);
  });

  it('410 stops for good', async () => {
    const browser = new FakeBrowser();
    browser.answers = [410];
    browser.load('full');
    await pass(500);

    browser.utkast('a');
    browser.push('/pricing');
    browser.utkast('consent', false);
    browser.utkast('consent', true);
    browser.utkast('b');
    await pass(10_000);
    browser.leave();
    browser.restore();
    await pass(10_000);

    expect(browser.sent).toHaveLength(1);
    expect(keptBy(browser)).toEqual([]);
  });

  it('end with the page: it hands over all that is kept, once', async () => {
    const browser = new FakeBrowser();
    browser.answers = [503, 0, 500];
    browser.load('full');
    await pass(2_000);
    browser.utkast('last');
    const before = browser.sent.length;

    browser.leave();
    await pass(0);

    expect(browser.sent.slice(before).map(({ by, body }) => [by, body.events.length])).toEqual([['beacon', 2]]);
    expect(keptBy(browser)).toHaveLength(2);
  });

  it('end with the page, also if it has nothing new to say', async () => {
    const browser = new FakeBrowser();
    browser.answers = [500];
    browser.load('full');
    await pass(500);

    browser.leave();

    expect(browser.sent.map(({ by }) => by)).toEqual(['fetch', 'beacon']);
    expect(new Set(ids(browser.sent).flat()).size).toBe(1);
  });

  it('hand over what waits for an answer, too', async () => {
    const browser = new FakeBrowser();
    browser.answers = ['never'];
    browser.load('full');
    await pass(500);
    browser.utkast('last');

    browser.leave();

    expect(browser.sent.map(({ by, body }) => [by, body.events.length])).toEqual([
      ['fetch', 1],
      ['beacon', 2],
    ]);
  });

  it.each(['hide', 'leave'] as const)('hand over nothing twice: %s', async (way) => {
    const browser = new FakeBrowser().load('full');
    await pass(500);
    browser.utkast('last');

    browser[way]();
    await pass(100_000);
    browser.leave();

    expect(browser.sent.map(({ by, body }) => [by, body.events.length])).toEqual([
      ['fetch', 1],
      ['beacon', 1],
    ]);
  });

  it('do not bring back what was before a revocation', async () => {
    const browser = new FakeBrowser();
    browser.answers = [[503, '5']];
    browser.load('full');
    await pass(500);

    browser.utkast('consent', false);
    browser.utkast('consent', true);
    await pass(100_000);

    expect(browser.sent.slice(1).flatMap(({ body }) => body.events)).toEqual([]);
  });

  it('repeat a revocation', async () => {
    const browser = new FakeBrowser();
    browser.answers = [202, [503, '2']];
    browser.load('full');
    await pass(500);

    browser.utkast('consent', false);
    await pass(10_000);

    expect(browser.sent.map(({ body }) => body.consent)).toEqual([undefined, false, false]);
  });

  it('do not keep a revocation from being told when the page is left', async () => {
    const browser = new FakeBrowser();
    browser.answers = [202, [503, '60']];
    browser.load('full');
    await pass(500);

    browser.utkast('consent', false);
    await pass(100);
    browser.leave();

    expect(browser.sent.map(({ by, body }) => [by, body.consent])).toEqual([
      ['fetch', undefined],
      ['fetch', false],
      ['beacon', false],
    ]);
  });

  it.each(['show', 'hide'] as const)('wait for the connection without trying: %s', async (way) => {
    const browser = new FakeBrowser();
    browser.navigator.onLine = false;
    browser.load('full');
    await pass(50_000);
    browser[way]();
    await pass(50_000);
    expect(browser.sent).toEqual([]);

    browser.navigator.onLine = true;
    browser.target.dispatch('online');
    await pass(1_000);

    expect(browser.events.map(({ type }) => type)).toEqual(['page_view']);
  });

  it('keep every request under 60,000 bytes', async () => {
    const browser = new FakeBrowser().load('full');
    for (let i = 0; i < 45; i++) {
      browser.utkast('e', { text: '語'.repeat(1000) });
    }
    await pass(500);

    const { body } = browser.sent[0]?.options ?? {};
    expect(Buffer.byteLength(body)).toBeGreaterThan(40_000);
    expect(Buffer.byteLength(body)).toBeLessThan(60_000);
    expect(browser.sent[0]?.body.dropped.overflow).toBeGreaterThan(20);
  });
});
