// Saves what the operator's page looks like, with some traffic: npm run screenshots:admin -- <base URL> <folder>
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './support/browser.mjs';
import { Gateway } from './support/Gateway.mjs';

const [base, folder, seconds = '75'] = process.argv.slice(2);
if (!base || !folder) {
  console.error('Usage: npm run screenshots:admin -- <base URL> <folder> [<seconds of traffic>]');
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const gateway = new Gateway(base);
const PAGES = ['/demo/', '/demo/pricing.html', '/demo/thanks.html'];
const random = (below) => Math.floor(Math.random() * below);
const utk = (number) => number.toString(16).padStart(8, '9').padEnd(32, 'c');

/** A few busy visitors, some of whom have no utk or do something that the site does not map. */
async function traffic(end) {
  for (let second = 0; Date.now() < end; second++) {
    // One address may send 600 events a minute.
    const many = 1 + Math.round(1.5 * (1 + Math.sin(second / 5))) + random(2);
    for (let i = 0; i < many; i++) {
      const views = Array.from({ length: 1 + random(2) }, () => gateway.view(PAGES[random(PAGES.length)]));
      const odd = random(40);
      await gateway.send(
        odd === 0 ? undefined : utk(0x3f2a9c00 + random(90)),
        ...views,
        ...(odd === 1 ? [{ type: 'cart_opened' }] : []),
        ...(odd === 2 ? [{ type: 'signup_started', props: { plan: 'pro' } }] : []),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 900));
  }
}

async function open(browser, options) {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${gateway.url}/admin`);
  await page.getByLabel('Admin token').fill(Gateway.TOKEN);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

/** The whole page as WebP, which Playwright cannot make by itself. */
async function shoot(page, name) {
  const devtools = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => {
    // The part that was looked at has the page scrolled.
    scrollTo(0, 0);
    const { clientWidth, scrollHeight } = document.documentElement;
    return { width: clientWidth, height: scrollHeight };
  });
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 72,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  const path = join(folder, `${name}.webp`);
  writeFileSync(path, Buffer.from(data, 'base64'));
  console.log(`${path}: ${Buffer.byteLength(data, 'base64')} B`);
}

const browser = await launch(gateway.url);
try {
  const looks = [];
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, width] of [
      ['wide', 1440],
      ['narrow', 390],
    ]) {
      const page = await open(browser, { colorScheme, viewport: { width, height: 900 } });
      looks.push([page, `dashboard-${name}-${colorScheme}`]);
    }
  }
  await gateway.bury(utk(0x3f2a9c05));
  await gateway.bury(utk(0x3f2a9c0d));
  await traffic(Date.now() + Number(seconds) * 1_000);
  const receipt = await gateway.send(utk(0x3f2a9c0d), gateway.view('/demo/pricing.html'), { type: 'cart_opened' });
  await gateway.until((portal) => portal.queued === 0);
  for (const [page, name] of looks) {
    await page.bringToFront();
    await page.getByLabel('Receipt, event id or correlation id').fill(receipt);
    await page.locator('#look-up-go').click();
    await page.getByText('Found one request.').waitFor();
    await shoot(page, name);
  }
} finally {
  await browser.close();
}
