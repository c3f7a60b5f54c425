import { expect, it } from 'vitest';
import { eventually, UTK, visit } from './support/Visit.ts';

const at = visit();

/** Clicks without following where that leads. */
const click = (selector: string) =>
  at.page.evaluate((found) => {
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    (document.querySelector(found) as HTMLElement).click();
    // Events of one millisecond have no order.
    return new Promise((resolve) => setTimeout(resolve, 2));
  }, selector);

it('records a link to elsewhere, a file, and what an element declares', async () => {
  await at.setUtk();
  await at.open('everything');
  await at.started();
  await click('#out');
  await click('#file');
  await click('#mail');
  await click('#next');
  await click('#cta b');

  await eventually(at.types).toEqual(['page_view', 'outbound_link', 'download', 'cta']);
  expect(
    at
      .happened()
      .slice(1)
      .map(({ props }) => props),
  ).toEqual([
    { href: 'https://elsewhere.example/path' },
    { href: `${at.servers.site}/files/Prices.PDF` },
    { plan: 'pro', seats: 3 },
  ]);
  expect(JSON.stringify(at.servers.received)).not.toMatch(/secret|someone/);
});

it('records that a form was sent, and nothing of its fields, although the page goes at once', async () => {
  await at.setUtk();
  await at.open('everything');
  await at.started();
  await at.page.evaluate(() => {
    // No form was sent by the first two.
    dispatchEvent(new Event('submit'));
    document.querySelector('#cta')?.dispatchEvent(new Event('submit'));
    const form = document.body.appendChild(document.createElement('form'));
    form.id = 'newsletter';
    form.dispatchEvent(new Event('submit'));
  });
  await at.page.fill('[name=pw]', 'hunter2');
  await at.page.click('#send');
  await at.page.waitForURL('**/next*');

  // By id: what a page hands over when it goes, the next one may send again. The second form's id is hidden by a field.
  const forms = () =>
    new Map(at.servers.events.filter(({ type }) => type === 'form_submit').map(({ id, props }) => [id, props?.form]));
  await eventually(() => [...forms().values()].sort()).toEqual(['newsletter', undefined]);
  expect(JSON.stringify(at.servers.received)).not.toMatch(/hunter2|ada@|email|pw/);
});

it('tells how far the page was scrolled and how long it was shown', async () => {
  await at.setUtk();
  await at.open('everything');
  await at.started();
  await at.page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await new Promise((resolve) => {
      addEventListener('scroll', resolve, { once: true });
      scrollTo(0, document.documentElement.scrollHeight);
    });
  });
  await at.leave();

  await eventually(() => at.servers.events.find(({ type }) => type === 'page_leave')?.props).toEqual({
    scroll: 100,
    engagedMs: expect.toSatisfy((milliseconds: number) => milliseconds >= 500),
  });
});

it('lets only named query parameters leave, and counts a new page only by them', async () => {
  await at.setUtk();
  await at.open('full', '/?secret=1');
  await eventually(at.types).toEqual(['page_view']);

  await at.page.evaluate(() => {
    history.pushState({}, '', '/?variant=full&secret=2');
    history.pushState({}, '', '/?variant=other&secret=3');
  });

  await eventually(() => at.happened().map(({ url }) => new URL(url).search)).toEqual([
    '?variant=full',
    '?variant=other',
  ]);
  expect(JSON.stringify(at.servers.received)).not.toContain('secret');
});

it('takes its settings from the tag', async () => {
  await at.setUtk();
  const [request] = await Promise.all([
    at.page.waitForRequest('**/e'),
    at.page.goto(`${at.servers.site}/?variant=attributes&a=1&c=2&b=3`),
  ]);

  expect(request.url()).toBe(`${at.servers.gateway}/e`);
  const { site, events } = request.postDataJSON();
  expect([site, new URL(events[0].url).search]).toEqual(['blog', '?a=1&b=3']);
});

it('is a module too', async () => {
  await at.setUtk();
  await at.open('module');

  await eventually(at.types).toEqual(['page_view']);
});

/** Of each request what it said of consent, and how many events it had. */
const consents = () => at.servers.received.map(({ body }) => [body.consent, body.events.length]);

/** HubSpot's banner in the next page. The visitor's answer comes when the page calls `banner`, or while the snippet starts. */
const putUpBanner = (answer?: boolean) =>
  at.page.addInitScript((atOnce) => {
    const push = ([, listener]: [string, (consent: object) => void]) => {
      const banner = (allowed: boolean) => listener({ allowed, categories: { analytics: allowed } });
      Object.assign(window, { banner });
      if (atOnce !== undefined) {
        banner(atOnce);
      }
    };
    Object.assign(window, { _hsp: { push } });
  }, answer);

it.each([
  [true, [[true, 1]]],
  [false, [[false, 0]]],
])('follows HubSpot’s banner: %s', async (allowed, expected) => {
  await at.setUtk();
  await at.holdTime();
  await putUpBanner();
  await at.open('full');
  await at.started();

  await at.page.evaluate(`banner(${allowed})`);
  await at.page.clock.runFor(500);

  await eventually(consents).toEqual(expected);
});

it('follows HubSpot’s banner that is declined while a request waits for its answer', async () => {
  await at.setUtk();
  let answer = () => {};
  const after = new Promise<void>((resolve) => {
    answer = resolve;
  });
  at.servers.answers = [{ status: 202, after }];
  await putUpBanner();
  await at.open('full');
  await eventually(consents).toEqual([[undefined, 1]]);

  await at.page.evaluate('banner(false)');
  answer();

  await eventually(consents).toEqual([
    [undefined, 1],
    [false, 0],
  ]);
});

it('follows a banner of HubSpot’s that answers at once, while the snippet starts', async () => {
  await at.setUtk();
  await putUpBanner(true);
  await at.open('full');

  await eventually(consents).toEqual([[true, 1]]);
});

it('forgets what it kept when consent is revoked, and says whose it was though the cookie has gone', async () => {
  await at.setUtk();
  at.servers.answers = [{ status: 503, retryAfter: '3' }];
  await at.open('full');
  await eventually(at.stored).toBe(1);
  await eventually(() => at.servers.received.length).toBe(1);

  await at.page.context().clearCookies();
  await at.call('consent', false);

  expect(await at.stored()).toBe(0);
  await eventually(
    () => at.servers.received.slice(1).map(({ body }) => [body.utk, body.consent, body.events]),
    10_000,
  ).toEqual([[UTK, false, []]]);
});

it('tells in the console what became of the request', async () => {
  await at.setUtk();
  await at.open('full', '/?utkast-debug');

  await eventually(() => at.complaints.at(-1)).toContain('r1');
  const printed = at.complaints.splice(0).at(-1);
  // The page tells of its leaving too, and may do so after the test has looked.
  at.page.removeAllListeners('console');
  expect(printed).toContain(`utk: ${UTK}, consent: undefined, dropped: false, body: {"receipt":"r1"}`);
});
