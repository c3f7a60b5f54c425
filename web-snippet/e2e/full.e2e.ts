import { expect, it } from 'vitest';
import { eventually, UTK, visit } from './support/Visit.ts';

const at = visit();
const last = () => at.servers.events.at(-1);

/** Clicks without following where that leads. */
const click = (selector: string) =>
  at.page.evaluate((found) => {
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    (document.querySelector(found) as HTMLElement).click();
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
  await eventually(() => [...forms().values()].sort()).toEqual(['', 'newsletter']);
  expect(JSON.stringify(at.servers.received)).not.toMatch(/hunter2|ada@|email|pw/);
});

it('tells how far the page was scrolled and how long it was shown', async () => {
  await at.setUtk();
  await at.open('everything');
  await eventually(at.types).toEqual(['page_view']);
  // The cookie's change event may have sent the view at once.
  await at.page.waitForFunction(() => performance.now() > 500);
  await at.page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('scroll', resolve, { once: true });
        scrollTo(0, document.documentElement.scrollHeight);
      }),
  );
  await at.leave();

  await eventually(() => last()?.type).toBe('page_leave');
  expect(last()?.props.scroll).toBe(100);
  expect(last()?.props.engagedMs).toBeGreaterThan(400);
});

it('lets only named query parameters leave, and counts a new page only by them', async () => {
  await at.setUtk();
  await at.open('full', '/?secret=1');
  await eventually(at.types).toEqual(['page_view']);

  await at.page.evaluate(() => history.pushState({}, '', '/?variant=full&secret=2'));
  await at.page.evaluate(() => history.pushState({}, '', '/?variant=other&secret=3'));

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

it.each([
  [true, [true, 1]],
  [false, [false, 0]],
])('follows HubSpot’s banner: %s', async (allowed, expected) => {
  await at.setUtk();
  await at.page.addInitScript(() => {
    const listeners: unknown[] = [];
    Object.assign(window, { _hsp: { push: (call: unknown[]) => listeners.push(call[1]) }, listeners });
  });
  await at.open('full');
  await at.started();

  await at.page.evaluate((said) => {
    const [listener] = (window as unknown as { listeners: ((consent: object) => void)[] }).listeners;
    listener?.({ allowed: said, categories: { analytics: said } });
  }, allowed);

  await eventually(() => at.servers.received.map(({ body }) => [body.consent, body.events.length])).toEqual([expected]);
});

it('follows a banner of HubSpot’s that answers at once, while the snippet starts', async () => {
  await at.setUtk();
  await at.page.addInitScript(() => {
    const answer = ([, listener]: [string, (consent: object) => void]) =>
      listener({ allowed: true, categories: { analytics: true } });
    Object.assign(window, { _hsp: { push: answer } });
  });
  await at.open('full');

  await eventually(() => at.servers.received.map(({ body }) => [body.consent, body.events.length])).toEqual([
    [true, 1],
  ]);
});

it('forgets what it kept when consent is revoked, and says whose it was though the cookie has gone', async () => {
  await at.setUtk();
  at.servers.answers = [{ status: 503, retryAfter: '1' }];
  await at.open('full');
  await eventually(at.stored).toBe(1);
  await eventually(() => at.servers.received.length).toBe(1);

  await at.page.context().clearCookies();
  await at.call('consent', false);

  expect(await at.stored()).toBe(0);
  await eventually(() => at.servers.received.slice(1).map(({ body }) => [body.utk, body.consent, body.events])).toEqual(
    [[UTK, false, []]],
  );
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
