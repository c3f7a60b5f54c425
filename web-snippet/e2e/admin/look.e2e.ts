import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.mjs';
import { Gateway } from '../support/Gateway.mjs';
import { Operator } from '../support/operator.ts';

const gateway = new Gateway(process.env.UTKAST_URL as string);
const UTK = '3f2a9c0d1e4b5a697887766554433221';

let browser: Browser;
let receipt: string;
let operator: Operator;

beforeAll(async () => {
  browser = await launch(gateway.url);
  receipt = await gateway.bury(UTK);
});
afterEach(() => operator?.close());
afterAll(() => browser?.close());

/** What axe finds wrong, in words. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1440, 390].map((width) => ({ colorScheme, width })),
);

describe.each(LOOKS)('in $colorScheme, $width pixels wide', ({ colorScheme, width }) => {
  const options = { colorScheme, viewport: { width, height: 900 } };

  it('the log-in page has no fault that axe knows', async () => {
    operator = await Operator.stranger(browser, gateway.url, options);
    await operator.logIn('wrong');
    await operator.page.getByRole('alert').waitFor();

    expect(await violations(operator.page)).toEqual([]);
  });

  it('the page has no fault that axe knows, whatever is open, and does not scroll sideways', async () => {
    operator = await Operator.loggedIn(browser, gateway.url, options);
    const { page } = operator;
    await page.getByLabel('Receipt, event id or correlation id').fill(receipt);
    await operator.button('Look up').last().waitFor();
    await operator.part('Look up').getByRole('button', { name: 'Look up' }).click();
    await operator.part('Look up').getByText('dead', { exact: true }).waitFor();
    await operator.part('Dead letters').locator('li summary').first().click();
    await page.locator('#replay-part > summary').click();
    await operator.part('Live tail').getByLabel('Visitor').fill('no utk');
    await operator.note('Live tail').waitFor();

    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);

    await operator.button('Drop…').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(operator.complaints).toEqual([]);
  });
});

it('nothing jumps while figures change', async () => {
  operator = await Operator.loggedIn(browser, gateway.url);
  const { page } = operator;
  await page.waitForFunction(() => document.querySelector('[data-value="/rates/in"]')?.textContent !== '–');
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { sources } = entry as unknown as { sources: { node?: Node }[] };
        shifts.push(...sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200) ?? 'unknown'));
      }
    }).observe({ type: 'layout-shift' });
  });

  const before = (await gateway.stats()).portals.demo.delivered;
  for (let i = 0; i < 20; i++) {
    await gateway.send(UTK, gateway.view('/demo/'), gateway.view('/demo/pricing.html'));
  }
  await gateway.until((portal) => portal.delivered >= before + 40);
  await expect
    .poll(() => page.locator('[data-value="/portals/demo/delivered"]').textContent(), { timeout: 10_000 })
    .toBe((before + 40).toLocaleString('en-US'));

  expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
});

it('follows the operator’s colours while it stands', async () => {
  operator = await Operator.loggedIn(browser, gateway.url, { colorScheme: 'light' });
  const ground = () => operator.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();

  await operator.page.emulateMedia({ colorScheme: 'dark' });

  expect(await ground()).not.toBe(light);
  expect(await operator.page.locator('.chart canvas').count()).toBe(3);
  expect(operator.complaints).toEqual([]);
});
