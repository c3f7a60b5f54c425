// Keeps the page in step with the sandbox: a stream says that something changed, the state is fetched and drawn.

import { drawRefusals, drawStage, drawUsage } from './stage.js';
import { contactCard, el, number, orphanCard, updateContact, updateOrphan } from './view.js';

const API = '/sandbox/control/';
const PAUSE = 250;
const FIGURES = [
  ['requests', 'Requests'],
  ['taken', 'Events taken'],
  ['repeated', 'Sent again'],
  ['refused', 'Refused'],
  ['rateLimited', 'Over the limit (429)'],
];

const byId = (id) => document.getElementById(id);
const cards = { contacts: new Map(), orphans: new Map() };
let hub = null;
let running = false;
let again = false;
let decay = 0;

async function refresh() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const answer = await fetch(`${API}state${query()}`);
    if (answer.ok) draw(await answer.json());
  } catch {
    // The stream says that the connection is gone; the next change fetches again.
  } finally {
    setTimeout(() => {
      running = false;
      if (again) {
        again = false;
        refresh();
      }
    }, PAUSE);
  }
}

function draw(state) {
  accounts(state);
  figures(state.counters);
  quota(state.quota);
  drawStage(byId('stage'), state, arrange);
  drawUsage(byId('usage'), state);
  drawRefusals(byId('refusals'), state.refusals);
  for (const count of document.querySelectorAll('[data-count]')) {
    count.textContent = number.format(state.counters[count.dataset.count]);
  }
  list('contacts', 'contact-list', state.contacts, (contact) => contact.id, contactCard, updateContact);
  list('orphans', 'orphan-list', state.orphans, (orphan) => orphan.utk,
    (orphan) => orphanCard(orphan.utk, (email) => link(orphan.utk, email)), updateOrphan);
  more('contacts', state.counters.contacts - state.contacts.length, 'contacts');
  more('orphans', state.counters.orphans - state.orphans.length, 'visitors');
}

/** Keeps the cards that are there, so that what someone types or has open stays. */
function list(kind, listId, items, keyOf, create, update) {
  const box = byId(listId);
  const kept = cards[kind];
  const keys = new Set(items.map(keyOf));
  for (const [key, card] of kept) {
    if (!keys.has(key)) {
      card.remove();
      kept.delete(key);
    }
  }
  const mayMove = !box.contains(document.activeElement);
  items.forEach((item, place) => {
    const key = keyOf(item);
    let card = kept.get(key);
    if (!card) {
      card = create(item);
      kept.set(key, card);
      box.insertBefore(card, box.children[place] ?? null);
    } else if (mayMove && box.children[place] !== card) {
      box.insertBefore(card, box.children[place] ?? null);
    }
    update(card, item);
  });
  byId(kind).querySelector('.empty').hidden = items.length > 0;
}

function more(section, count, what) {
  const line = byId(section).querySelector('.more');
  line.hidden = count <= 0;
  line.textContent = `and ${number.format(count)} more ${what}`;
}

function figures(counters) {
  const box = byId('figures');
  if (!box.firstChild) {
    box.append(...FIGURES.map(([key, label]) => el('div', { 'data-figure': key }, el('dt', {}, label), el('dd', {}, '0'))));
  }
  for (const [key] of FIGURES) {
    const figure = box.querySelector(`[data-figure="${key}"]`);
    figure.querySelector('dd').textContent = number.format(counters[key]);
    figure.classList.toggle('warn', (key === 'refused' || key === 'rateLimited') && counters[key] > 0);
  }
}

function quota({ limit, used, windowMillis }) {
  const meter = byId('quota');
  meter.max = limit;
  meter.high = limit * 0.85;
  meter.low = limit * 0.6;
  meter.optimum = 0;
  meter.value = used;
  byId('quota-text').textContent = `${used} of ${limit} in ${windowMillis / 1000} s`;
  clearTimeout(decay);
  if (used > 0) decay = setTimeout(refresh, 1000);
}

function accounts({ accounts: hubs, hubId }) {
  const select = byId('account');
  select.parentElement.hidden = hubs.length < 2;
  if (select.children.length !== hubs.length) {
    select.replaceChildren(...hubs.map((id) => el('option', { value: id, selected: id === hubId }, String(id))));
  }
}

async function post(path, body) {
  return fetch(`${API}${path}${query()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Takes back what is arranged: the faults, or the clock. */
async function arrange(path, method, body) {
  await fetch(`${API}${path}`, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
}

async function link(utk, email) {
  try {
    const answer = await post('link', { utk, email });
    if (answer.ok) return null;
    return (await answer.json()).error;
  } catch {
    return 'The sandbox does not answer.';
  }
}

function query() {
  return hub ? `?hub=${encodeURIComponent(hub)}` : '';
}

function live(state, text) {
  const sign = byId('live');
  sign.dataset.state = state;
  sign.textContent = text;
}

byId('account').addEventListener('change', (changed) => {
  hub = changed.target.value;
  refresh();
});

byId('reset').addEventListener('click', async (clicked) => {
  const button = clicked.currentTarget;
  if (button.dataset.sure !== 'true') {
    button.dataset.sure = 'true';
    button.textContent = 'Sure? Click again';
    setTimeout(() => {
      button.dataset.sure = 'false';
      button.textContent = 'Clear everything';
    }, 3000);
    return;
  }
  await post('reset', {});
});

const stream = new EventSource(`${API}stream`);
stream.addEventListener('change', refresh);
stream.addEventListener('open', () => live('open', 'Live'));
stream.addEventListener('error', () => live('waiting', 'Reconnecting…'));
refresh();
