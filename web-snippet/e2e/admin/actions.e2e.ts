import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.mjs';
import { Gateway } from '../support/Gateway.mjs';
import { Operator } from '../support/operator.ts';

const gateway = new Gateway(process.env.UTKAST_URL as string);
const eventually = <T>(actual: () => T) => expect.poll(actual, { timeout: 20_000, interval: 50 });
const utkOf = (start: string) => start.padEnd(32, '0');

let browser: Browser;

beforeAll(async () => {
  browser = await launch(gateway.url);
  // Other tests leave some behind.
  await gateway.dropLetters();
});
afterAll(() => browser?.close());

describe('the log-in', () => {
  it('says in place that a token is wrong, and lets the right one in', async () => {
    const operator = await Operator.stranger(browser, gateway.url);

    await operator.logIn('not-the-token');
    await operator.page.getByRole('alert').getByText('That is not the admin token.').waitFor();
    // The browser itself notes the 401 of the form.
    expect(operator.complaints.splice(0).join('\n')).not.toMatch(/Content Security|Error:/);

    await operator.logIn(Gateway.TOKEN);
    await operator.part('Now').waitFor();
    expect(operator.complaints).toEqual([]);
    await operator.close();
  });

  it('ends with the log-out', async () => {
    const operator = await Operator.loggedIn(browser, gateway.url);

    await operator.button('Log out').click();
    await operator.page.waitForURL('**/admin/login');
    await operator.page.goto(`${gateway.url}/admin`);

    expect(new URL(operator.page.url()).pathname).toBe('/admin/login');
    expect(operator.complaints).toEqual([]);
    await operator.close();
  });
});

describe('the page', () => {
  let operator: Operator;

  beforeEach(async () => {
    operator = await Operator.loggedIn(browser, gateway.url);
  });
  afterEach(async () => {
    await gateway.clearFaults();
    expect(operator.complaints).toEqual([]);
    await operator.close();
  });

  const portal = () => operator.page.getByRole('article', { name: /^demo portal/ });
  const figure = (name: string) =>
    portal()
      .locator('div:has(> dt)')
      .filter({ has: operator.page.getByText(name, { exact: true }) })
      .locator('dd')
      .first();

  it('pauses delivery and resumes it, and the focus stays at the button', async () => {
    await portal().getByRole('button', { name: 'Pause' }).press('Enter');
    await portal().getByText('paused', { exact: true }).waitFor();
    await portal().getByText('Delivery to demo is paused.').waitFor();
    await gateway.send(utkOf('aa01'), gateway.view('/demo/'));
    await eventually(() => figure('Waiting').textContent()).toBe('1');

    await operator.page.keyboard.press('Enter');
    await portal().getByText('Delivery to demo goes on.').waitFor();

    await eventually(() => figure('Waiting').textContent()).toBe('0');
    expect(await portal().getByRole('button', { name: 'Pause' }).isVisible()).toBe(true);
  });

  it('tries held events again', async () => {
    for (const on of ['events', 'batch']) {
      await gateway.fault({ name: 'validation', on, times: 0 });
    }
    for (let i = 0; i < 12; i++) {
      await gateway.send(utkOf(`bb${i}`), gateway.view('/demo/'));
    }
    await portal().getByText('held', { exact: true }).waitFor({ timeout: 30_000 });
    await gateway.clearFaults();

    await portal().getByRole('button', { name: 'Try held events again' }).click();

    await portal().getByText('are tried again.').waitFor();
    await eventually(() => figure('Held').textContent()).toBe('0');
  });

  it('goes to HubSpot to connect a portal, and comes back connected', async () => {
    await portal()
      .getByRole('button', { name: /^Connect/ })
      .click();
    await operator.page.waitForURL('**/oauth/authorize*');
    await operator.page
      .getByRole('button', { name: /allow|connect|grant|install/i })
      .or(operator.page.getByRole('link', { name: /allow|connect|grant|install/i }))
      .first()
      .click();

    await operator.page.getByRole('heading', { name: 'Connected' }).waitFor();
    await operator.page.getByRole('link', { name: 'Back to the overview' }).click();
    await operator.part('Portals').waitFor();
  });

  it('shows verdicts as they are given, of one visitor, or held still', async () => {
    const tail = operator.part('Live tail');
    await gateway.send(utkOf('cc01'), gateway.view('/demo/first'));
    await gateway.send(utkOf('cc02'), { type: 'no_such_type' });
    await tail.getByText('unknown-type').waitFor();

    await tail.getByLabel('Visitor').fill('cc010000');
    await eventually(() => tail.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/accepted.*page_view.*\/demo\/first.*demo · cc010000/),
    ]);

    await tail.getByLabel('Visitor').fill('nonsense');
    await operator.note('Live tail').getByText('first 8 characters').waitFor();
    await tail.getByLabel('Visitor').fill('');
    await tail.getByLabel('Site').selectOption('demo');
    await tail.getByText('unknown-type').waitFor();
  });

  it('looks up a request from the tail, by its event, and by HubSpot’s correlation id', async () => {
    const found = operator.part('Look up');
    const field = found.getByLabel('Receipt, event id or correlation id');
    const id = `look-up-${Date.now()}`;
    await gateway.send(utkOf('dd01'), { ...gateway.view('/demo/'), id });
    await operator.part('Live tail').getByLabel('Visitor').fill('dd010000');
    await operator
      .button(/^Look up receipt/)
      .first()
      .click();
    await found.getByText('Found one request.').waitFor();
    await gateway.until((now) => now.queued === 0);

    await field.fill(id);
    await field.press('Enter');
    await found.getByText('delivered', { exact: true }).waitFor();
    const correlation = found.locator('div:has(> dt:text-is("Correlation id")) dd');
    await field.fill((await correlation.textContent()) as string);
    await field.press('Enter');
    await found.getByText('Found one request.').waitFor();
    await found.getByText('delivered', { exact: true }).waitFor();

    await field.fill('0'.repeat(32));
    await field.press('Enter');
    await operator.note('Look up').getByText('not known').waitFor();
    // The browser itself notes the 404.
    operator.complaints.splice(0);
  });

  it('shows dead letters, drops one after a question, and replays after a dry run', async () => {
    const part = operator.part('Dead letters');
    for (const utk of ['ee01', 'ee02', 'ee03']) {
      await gateway.bury(utkOf(utk));
    }
    const lines = part.getByRole('listitem');
    await eventually(() => lines.count()).toBe(3);

    await lines.first().locator('summary').press('Enter');
    await lines.first().getByRole('button', { name: 'Drop…' }).click();
    await operator.answer('Cancel');
    expect(await lines.count()).toBe(3);
    await lines.first().getByRole('button', { name: 'Drop…' }).click();
    await operator.answer('Drop it');
    await part.getByText('The letter is dropped.').waitFor();
    expect(await lines.count()).toBe(2);

    await lines.first().locator('summary').press('Enter');
    await lines.first().getByRole('button', { name: 'Replay what died like this…' }).click();
    await part.getByText('Dry run: 2 letters would go back into the queue, which takes 1 HubSpot request.').waitFor();
    expect((await gateway.stats()).portals.demo.deadLetters).toBe(2);
    await part.getByRole('button', { name: 'Replay 2 letters' }).click();
    await part.getByText('2 letters are in the queue again.').waitFor();

    await gateway.until((now) => now.deadLetters === 0 && now.queued === 0);
    await part.getByText('No dead letters.').waitFor();
  });

  it('erases a visitor after a question, and says what remains', async () => {
    const part = operator.part('Erase a visitor');
    await gateway.send(utkOf('ff01'), gateway.view('/demo/'));

    await part.getByLabel('The visitor’s utk').fill('too short');
    await part.getByRole('button', { name: 'Erase…' }).click();
    await operator.note('Erase a visitor').getByText('32 characters').waitFor();
    await part.getByLabel('The visitor’s utk').fill(utkOf('ff01'));
    await part.getByRole('button', { name: 'Erase…' }).click();
    await operator.answer('Erase');

    await part.getByText('Visitor ff010000… at localhost is erased.').waitFor();
    await part.getByText('A timeline event cannot be deleted by itself', { exact: false }).waitFor();
    await operator.part('Live tail').getByText('ff010000').waitFor({ state: 'detached' });
  });

  it('copies the tags, with Subresource Integrity too', async () => {
    const copied = () => operator.page.evaluate(() => navigator.clipboard.readText());
    const part = operator.part('Sites');

    await part.getByRole('button', { name: 'Copy' }).first().click();
    await part.getByText('The tag is copied.').waitFor();
    expect(await copied()).toBe(`<script async src="${gateway.url}/u/demo.js"></script>`);

    await part.getByRole('button', { name: 'Copy' }).last().click();
    await eventually(copied).toMatch(/\/u\/demo\.[0-9a-f]{24}\.js" integrity="sha384-[^"]+" crossorigin="anonymous">/);
  });

  it('tells whether a site is installed right', async () => {
    const checks = operator.part('Sites').getByRole('listitem');
    await gateway.send(utkOf('ab01'), gateway.view('/demo/'));

    await checks.filter({ hasText: /The last event came (just now|\S+ ago)/ }).waitFor();
    expect(await checks.filter({ hasText: 'of events had a utk.' }).count()).toBe(1);
    expect(await checks.filter({ hasText: 'Portal demo is' }).count()).toBe(1);
  });

  it('compares the event templates, and applies what differs after a question', async () => {
    const part = operator.part('Event templates');
    const note = operator.note('Event templates');
    const compare = part.getByRole('button', { name: 'Compare' });
    await compare.click();
    await note.getByText('All templates are as the configuration wants them.').waitFor();
    expect(await part.getByRole('button', { name: 'Apply' }).isHidden()).toBe(true);

    await gateway.deleteToken('1001', 'page_url');
    await compare.click();
    await note.getByText('1 difference.').waitFor();
    await part.getByText('Template 1001, used by utkast.sites.demo.events.page_view').waitFor();
    await part.getByText('token page_url').waitFor();
    await part.getByRole('button', { name: 'Apply' }).click();
    await operator.answer('Apply');

    await note.getByText('Applied.').waitFor();
    await compare.click();
    await note.getByText('All templates are as the configuration wants them.').waitFor();
  });
});
