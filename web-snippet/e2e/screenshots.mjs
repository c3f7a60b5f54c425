// Walks through the demo and saves what it looks like: npm run screenshots -- <base URL> <folder>
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, launchWhole, wholeChrome } from './support/browser.mjs';
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

// The console of a page with ?utkast-debug, as its developer tools show it: only a whole Chrome has them.
if (wholeChrome) {
  const port = 9333;
  const chrome = await launchWhole(`--remote-debugging-port=${port}`, '--remote-allow-origins=*');
  try {
    const context = await chrome.newContext({ viewport: { width: 900, height: 300 } });
    const page = await context.newPage();
    await page.goto(`${url}/demo/?utkast-debug`);
    await page.getByTestId('consent-accept').click();
    const targets = await (await fetch(`http://localhost:${port}/json/list`)).json();
    const { webSocketDebuggerUrl } = targets.find((target) => target.url.includes('utkast-debug'));
    const tools = await context.newPage();
    const socket = webSocketDebuggerUrl.replace('ws://', '');
    await tools.goto(`http://localhost:${port}/devtools/devtools_app.html?ws=${socket}&panel=console`);
    await tools.getByText('utkast').last().waitFor({ timeout: 20_000 });
    // What was printed before the tools were there stands as mere objects, and that may be all.
    await page.reload();
    await tools.getByText('receipt').last().waitFor({ timeout: 20_000 });
    const path = join(folder, 'snippet-debug.png');
    await tools.screenshot({ path });
    console.log(path);
  } finally {
    await chrome.close();
  }
}
