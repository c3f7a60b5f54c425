import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './support/browser.mjs';
import { contactCard, walk } from './support/walk.mjs';

const url = (process.env.UTKAST_URL as string).replace(/\/$/, '');

let browser: Browser;

beforeAll(async () => {
  browser = await launch(url);
});
afterAll(() => browser?.close());

it('shows what a visitor looked at on the card of the contact they become', async () => {
  const email = `visitor-${Date.now()}@example.com`;
  const page = await browser.newPage();
  const complaints: string[] = [];
  const methods: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error}`));
  page.on('requestfailed', (request) => {
    // A stream that ends with its page, or a page that is left while it loads, is no failure.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      complaints.push(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      complaints.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
    }
  });
  // Playwright does not report preflights, the DevTools protocol does.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.requestWillBeSent', ({ request }) => methods.push(request.method));

  await walk(page, url, email);
  const card = await contactCard(page, url, email);

  const events = card.getByTestId('timeline-event');
  expect(await events.count()).toBe(3);
  const text = (await events.allTextContents()).join('\n');
  for (const title of ['Home', 'Pricing', 'Thank you']) {
    expect(text).toContain(title);
  }
  expect(methods).toContain('POST');
  expect(methods).not.toContain('OPTIONS');
  expect(complaints).toEqual([]);
});
