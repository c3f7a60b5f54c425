import type { Page } from 'playwright-core';

/** Which scripts held up a frame for more than 50 ms; to be called before the page is opened. */
export async function watchLongFrames(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    const culprits: string[] = [];
    Object.assign(window, { culprits });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        culprits.push(JSON.stringify(entry.toJSON()));
      }
    }).observe({ type: 'long-animation-frame', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { culprits: string[] }).culprits.join());
}
