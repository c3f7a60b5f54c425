import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launch } from './browser.mjs';
import { Servers } from './Servers.ts';

export const UTK = '3f2a9c0d1e4b5a697887766554433221';

export const eventually = <T>(actual: () => T | Promise<T>, timeout = 5_000) =>
  expect.poll(actual, { timeout, interval: 50 });

/** A browser's visit to a site with the snippet. */
export class Visit {
  browser!: Browser;
  servers!: Servers;
  page!: Page;
  /** Exceptions that reached the page, and what stands in its console. */
  complaints: string[] = [];

  setUtk = () => this.page.context().addCookies([{ name: 'hubspotutk', value: UTK, url: this.servers.site }]);

  open = (variant: string, path = '/') =>
    this.page.goto(`${this.servers.site}${path}${path.includes('?') ? '&' : '?'}variant=${variant}`);

  /** Until the snippet runs. */
  started = () => this.page.waitForFunction('window.utkast?.q === 0');

  /** `utkast(…)`, as the page calls it. */
  call = (name: string, value?: boolean | Record<string, string | number>) =>
    this.page.evaluate(([what, more]) => window.utkast?.(what as string, more as never), [name, value]);

  /** How many events the page's storage keeps. */
  stored = () => this.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('utkast.')).length);

  /** Who keeps the page from sending now. Only pauses that the gateway has asked for are no whole milliseconds. */
  pausedBy = () =>
    this.page.evaluate(() => {
      const end = Number(localStorage.getItem('utkast'));
      return end < Date.now() ? 'nobody' : end % 1 ? 'gateway' : 'page';
    });

  /** Leaves for a page without the snippet. */
  leave = () => this.page.goto('about:blank');

  /**
   * In the next page time stands still until the test lets it pass, and cookies come without a word: nothing is sent before the
   * test has done what it has to do, however slow the machine.
   */
  holdTime = async () => {
    await this.page.clock.install();
    await this.page.clock.pauseAt(Date.now() + 60_000);
    await this.page.addInitScript(() => Object.defineProperty(window, 'cookieStore', { value: undefined }));
  };

  /** In the order in which they happened: within a request they have none. */
  happened = () => [...this.servers.events].sort((one, other) => one.at - other.at);
  types = () => this.happened().map(({ type }) => type);
  /** Type of each event by its id: what waits for an answer when the page goes is handed over once more. */
  once = () => [...new Map(this.happened().map(({ id, type }) => [id, type])).values()];
  paths = () => this.happened().map(({ url }) => new URL(url).pathname);

  /** Listens to what the page says; not to the browser, which itself reports each request that failed. */
  watch(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (!/^Failed to load resource|blocked by CORS policy/.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /** The console has to be silent, and there must never be a preflight. */
  check() {
    expect(this.complaints).toEqual([]);
    expect(this.servers.received.filter(({ method }) => method !== 'POST')).toEqual([]);
  }
}

/** A visit for each test, with servers of its own. */
export function visit() {
  const current = new Visit();
  beforeAll(async () => {
    current.browser = await launch();
  });
  afterAll(() => current.browser?.close());
  beforeEach(async () => {
    current.servers = new Servers();
    await current.servers.start();
    current.complaints = [];
    current.watch(await (await current.browser.newContext()).newPage());
  });
  afterEach(async () => {
    await current.page.context().close();
    current.servers.stop();
    current.check();
  });
  return current;
}
