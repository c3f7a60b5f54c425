// Walks through the demo and saves what it looks like: npm run screenshots -- <base URL> <folder>
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './support/browser.mjs';
import { contactCard, walk } from './support/walk.mjs';

const [base, folder] = process.argv.slice(2);
if (!base || !folder) {
  console.error('Usage: npm run screenshots -- <base URL> <folder>');
  process.exit(1);
}
const url = base.replace(/\/$/, '');
mkdirSync(folder, { recursive: true });
const browser = await launch(url);
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const shoot = async (name) => {
        const path = join(folder, `${name}-${colorScheme}-${width}.png`);
        await page.screenshot({ path, fullPage: true });
        console.log(path);
      };
      const email = `anna-${colorScheme}-${width}@example.com`;
      await walk(page, url, email, shoot);
      await contactCard(page, url, email);
      await shoot('sandbox');
      await context.close();
    }
  }
} finally {
  await browser.close();
}
