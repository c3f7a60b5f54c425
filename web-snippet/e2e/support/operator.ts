import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { Gateway } from './Gateway.mjs';

/** An operator's browser: a page that is logged in, and what it complained of. */
export class Operator {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /** One that stands before the log-in page. */
  static async stranger(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Operator> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    context.setDefaultTimeout(30_000);
    const operator = new Operator(await context.newPage(), url);
    await operator.page.goto(`${url}/admin`);
    return operator;
  }

  /** One that sees live figures. */
  static async loggedIn(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Operator> {
    const operator = await Operator.stranger(browser, url, options);
    await operator.logIn(Gateway.TOKEN);
    await operator.page.getByText('Live', { exact: true }).waitFor();
    return operator;
  }

  async logIn(token: string): Promise<void> {
    await this.page.getByLabel('Admin token').fill(token);
    await this.page.getByRole('button', { name: 'Log in' }).click();
  }

  /** The part of the page with this heading. */
  part(heading: string) {
    return this.page.getByRole('region', { name: heading, exact: true });
  }

  /** What the page says of the latest action in a part. */
  note(heading: string) {
    return this.part(heading).locator('[data-note]:not(:empty)');
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name });
  }

  /** Answers the question that the page asks. */
  async answer(name: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name }).click();
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
