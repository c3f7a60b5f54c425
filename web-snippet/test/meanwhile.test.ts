import { describe, expect, it } from 'vitest';
import { FakeBrowser, pass, UTK } from './support/FakeBrowser.ts';
import { useSteadyTime } from './support/time.ts';
import { another, told, types } from './support/visits.ts';

useSteadyTime();

/** A page of full whose first request is answered when the test says so. */
async function waiting(...more: FakeBrowser['answers']) {
  let answer = (_status: number) => {};
  const coming = new Promise<number>((resolve) => {
    answer = resolve;
  });
  const browser = new FakeBrowser();
  browser.answers = [coming, ...more];
  browser.load('full');
  await pass(500);
  return { browser, answer };
}

describe('what comes between a request and its answer', () => {
  it('is told, if it is a revocation', async () => {
    const { browser, answer } = await waiting();

    browser.utkast('consent', false);
    answer(202);
    await pass(10_000);

    expect(browser.sent.map(({ body }) => [body.utk, body.consent, body.events.length])).toEqual([
      [UTK, undefined, 1],
      [UTK, false, 0],
    ]);
  });

  it('is counted, if it overflows', async () => {
    const { browser, answer } = await waiting();

    for (let i = 0; i < 60; i++) {
      browser.utkast('e');
    }
    answer(202);
    await pass(10_000);

    expect(browser.sent.map(({ body }) => [body.dropped.overflow, body.events.length])).toEqual([
      [0, 1],
      [10, 50],
    ]);
  });

  it('is handed over when the page is left: a revocation', async () => {
    const { browser, answer } = await waiting('never');
    browser.utkast('consent', false);
    answer(202);
    await pass(10);

    browser.leave();

    expect(told(browser)).toEqual([
      ['fetch', undefined, 1],
      ['fetch', false, 0],
      ['beacon', false, 0],
    ]);
  });

  it('is handed over when the page is left: events, and the next page need not wait', async () => {
    const { browser, answer } = await waiting('never');
    browser.utkast('meanwhile');
    await pass(600);
    answer(202);
    await pass(10);

    browser.leave();
    const next = another(browser);
    await pass(500);

    expect(told(browser)).toEqual([
      ['fetch', undefined, 1],
      ['fetch', undefined, 1],
      ['beacon', undefined, 1],
    ]);
    expect(types(next).sort()).toEqual(['meanwhile', 'page_view']);
  });

  it('is handed over though it failed: that is no pause of the gateway’s', async () => {
    const { browser, answer } = await waiting(500);
    browser.utkast('meanwhile');
    await pass(600);
    answer(202);
    await pass(10);

    browser.utkast('last');
    browser.leave();

    expect(told(browser).slice(1)).toEqual([
      ['fetch', undefined, 1],
      ['beacon', undefined, 2],
    ]);
  });

  it('is handed over, if the page was away and back when the answer came', async () => {
    const { browser, answer } = await waiting();
    browser.leave();
    browser.restore();
    answer(0);
    await pass(600);

    browser.utkast('last');
    browser.leave();

    expect(browser.sent.at(-1)?.by).toBe('beacon');
    expect(types(browser)).toContain('last');
  });
});
