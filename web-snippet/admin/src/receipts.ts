// Looks up what became of requests: by receipt, by an event's id, by HubSpot's correlation id.
import { moment } from './figures.ts';
import { type Answer, get, withQuery } from './gateway.ts';
import { badge, busy, byId, el, facts, tell } from './page.ts';

interface Fate {
  index?: number;
  id?: string;
  type?: string;
  state: string;
  why?: string;
  attempts?: number;
  notBefore?: string;
  status?: number;
  category?: string;
  correlationId?: string;
  linked?: boolean;
}

interface Receipt {
  receipt: string;
  site: string;
  visitor?: string;
  receivedAt?: string;
  complete: boolean;
  events: Fate[];
}

const form = byId<HTMLFormElement>('look-up');
const field = byId<HTMLInputElement>('look-up-id');
const results = byId('look-up-results');

export function receipts(): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    busy(byId('look-up-go'), () => answerTo(field.value.trim()));
  });
}

/** Shows a request that another part of the page names. */
export function lookUp(receipt: string): void {
  field.value = receipt;
  form.requestSubmit();
  form.scrollIntoView({ block: 'start' });
  field.focus({ preventScroll: true });
}

async function answerTo(id: string): Promise<void> {
  tell(form, '');
  results.replaceChildren();
  if (id === '') {
    tell(form, 'Write a receipt, an event id or a correlation id.', true);
    return;
  }
  const answer = await find(id);
  if (!answer.ok) {
    tell(form, answer.why, true);
  } else {
    const number = answer.body.receipts.length;
    tell(form, number === 1 ? 'Found one request.' : `Found ${number} requests.`);
    results.replaceChildren(...answer.body.receipts.map(show));
  }
}

/** A receipt has a shape of its own; event ids and correlation ids may look like each other. */
async function find(id: string): Promise<Answer<{ receipts: Receipt[] }>> {
  if (/^[0-9a-f]{32}$/.test(id)) {
    const one = await get<Receipt>(`/admin/receipts/${id}`);
    return one.ok ? { ok: true, body: { receipts: [one.body] } } : one;
  }
  // HubSpot's correlation ids are UUIDs.
  const isCorrelation = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id);
  const likely = await search(isCorrelation ? 'correlation' : 'event', id);
  return likely.ok || id.includes(':') ? likely : search(isCorrelation ? 'event' : 'correlation', id);
}

const search = (name: string, id: string) => get<{ receipts: Receipt[] }>(withQuery('/admin/receipts', { [name]: id }));

function show(receipt: Receipt): HTMLElement {
  const part = el(
    'article',
    { class: 'receipt' },
    el('h3', {}, 'Receipt ', el('code', {}, receipt.receipt)),
    facts([
      ['Site', receipt.site],
      ['Visitor', receipt.visitor ?? 'no utk'],
      ['Received', receipt.receivedAt ? moment(receipt.receivedAt) : 'before the start'],
    ]),
    el('ol', {}, ...receipt.events.map(fate)),
  );
  if (!receipt.complete) {
    part.append(
      el('p', { class: 'soft' }, 'Only what is still in the outbox; the rest of the request is not known any more.'),
    );
  }
  return part;
}

function fate(event: Fate): HTMLElement {
  return el(
    'li',
    {},
    el('div', { class: 'fate' }, badge(event.state), el('strong', {}, event.type ?? `event ${event.index ?? ''}`)),
    facts([
      ['Why', event.why],
      ['On a contact', event.linked === undefined ? undefined : event.linked ? 'yes' : 'not yet'],
      ['Tries', event.attempts],
      ['Next try', event.notBefore ? moment(event.notBefore) : undefined],
      ['HubSpot’s answer', [event.status || undefined, event.category].filter(Boolean).join(' ')],
      ['Correlation id', event.correlationId],
      ['Id at HubSpot', event.id],
    ]),
  );
}
