// Builds what the page shows. Text is only ever set as text; header and detail come rendered and escaped from the server.

const SVG = 'http://www.w3.org/2000/svg';
const SHOWN = 6;
const ICONS = {
  page: ['M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z', 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z'],
  form: ['M5 3h14v18H5z', 'M9 8h6M9 12h6M9 16h3'],
  other: ['M13 2 5 14h6l-1 8 9-13h-6z'],
};

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
export const number = new Intl.NumberFormat();

/** An element with attributes and children; a string is text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** A contact's card; update it with `updateContact`. */
export function contactCard() {
  const card = el('article', { class: 'card', 'data-testid': 'contact' },
    el('header', { class: 'who' },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }),
      el('div', { class: 'who-text' }, el('h3'), el('p', { class: 'email' })),
      el('span', { class: 'total' })),
    el('ul', { class: 'chips', 'aria-label': 'Browsers of this contact' }));
  card.append(timeline());
  return card;
}

export function updateContact(card, contact) {
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ');
  const avatar = card.querySelector('.avatar');
  avatar.textContent = initials(name || contact.email);
  avatar.dataset.tone = tone(contact.email);
  card.querySelector('h3').textContent = name || contact.email;
  card.querySelector('.email').textContent = name ? contact.email : `Contact ${contact.id}`;
  card.querySelector('.total').textContent = events(contact.total);
  card.querySelector('.chips').replaceChildren(...contact.utks.map((utk) => el('li', {}, chip(utk))),
    el('li', { class: 'since' }, `since ${moment.format(new Date(contact.createdAt))}`));
  updateTimeline(card, contact);
}

/** An unlinked visitor's card with its form; `link` is called with the e-mail and resolves to an error text or nothing. */
export function orphanCard(utk, link) {
  const id = `link-${utk.replace(/\W/g, '')}`;
  const input = el('input', { id, type: 'email', required: true, placeholder: 'name@example.com', autocomplete: 'off' });
  const fault = el('p', { class: 'fault', role: 'alert' });
  const form = el('form', { class: 'link' },
    el('label', { for: id }, 'Link to contact'),
    el('div', { class: 'row' }, input, el('button', { type: 'submit' }, 'Link')), fault);
  form.addEventListener('submit', async (submitted) => {
    submitted.preventDefault();
    fault.textContent = (await link(input.value.trim())) ?? '';
  });
  const card = el('article', { class: 'card orphan', 'data-testid': 'orphan' },
    el('header', { class: 'who' },
      el('span', { class: 'avatar stranger', 'aria-hidden': 'true' }, '?'),
      el('div', { class: 'who-text' }, el('h3', {}, 'Unknown visitor'), el('p', {}, chip(utk))),
      el('span', { class: 'total' })),
    form, timeline());
  return card;
}

export function updateOrphan(card, orphan) {
  card.querySelector('.total').textContent = events(orphan.total);
  updateTimeline(card, orphan);
}

function timeline() {
  return el('div', { class: 'timeline' });
}

function updateTimeline(card, owner) {
  const signature = `${owner.total}|${owner.events.map((event) => `${event.id} ${event.sends} ${event.createdAt}`).join('|')}`;
  if (card.dataset.signature === signature) return;
  const known = new Set([...card.querySelectorAll('[data-event]')].map((entry) => entry.dataset.event));
  const first = card.dataset.signature === undefined;
  card.dataset.signature = signature;
  draw(card, owner, (event) => !first && !known.has(event.id));
}

function draw(card, owner, isNew) {
  const all = card.dataset.all === 'true';
  const shown = all ? owner.events : owner.events.slice(0, SHOWN);
  const parts = [];
  let group = null;
  for (const event of shown) {
    const at = new Date(event.timestamp);
    const label = dayName(at);
    if (group?.dataset.day !== label) {
      group = el('ol', { 'data-day': label, 'aria-label': label });
      parts.push(el('h4', {}, label), group);
    }
    group.append(entry(event, at, isNew(event)));
  }
  if (!all && owner.events.length > SHOWN) {
    const button = el('button', { type: 'button', class: 'quiet wide' }, `Show ${owner.events.length - SHOWN} more`);
    button.addEventListener('click', () => {
      card.dataset.all = 'true';
      draw(card, owner, () => false);
    });
    parts.push(button);
  } else if (owner.total > owner.events.length) {
    parts.push(el('p', { class: 'earlier' }, `and ${number.format(owner.total - owner.events.length)} earlier events`));
  } else if (owner.total === 0) {
    parts.push(el('p', { class: 'earlier' }, 'No events yet.'));
  }
  card.querySelector('.timeline').replaceChildren(...parts);
}

function entry(event, at, isNew) {
  const kind = /page|view/i.test(event.name) ? 'page' : /form/i.test(event.name) ? 'form' : 'other';
  const header = el('p', { class: 'title' });
  header.innerHTML = event.header;
  const body = el('div', { class: 'body' }, header);
  if (event.detail) {
    const detail = el('div', { class: 'detail' });
    detail.innerHTML = event.detail;
    body.append(detail);
  }
  body.append(el('p', { class: 'meta' },
    el('time', { datetime: event.timestamp }, time.format(at)),
    el('span', {}, event.name),
    event.domain ? el('span', {}, event.domain) : null,
    event.sends > 1 ? el('span', { class: 'again' }, `sent ${event.sends}×`) : null));
  return el('li', { 'data-testid': 'timeline-event', 'data-event': event.id, class: isNew ? 'entry new' : 'entry' },
    el('span', { class: `icon ${kind}`, 'aria-hidden': 'true' }, icon(kind)), body);
}

function icon(kind) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  for (const d of ICONS[kind]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function chip(utk) {
  return el('code', { class: 'chip', title: utk }, el('span', { class: 'sr' }, 'utk '), `${utk.slice(0, 8)}…`);
}

function events(total) {
  return total === 1 ? '1 event' : `${number.format(total)} events`;
}

function initials(name) {
  const words = name.split('@')[0].split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [...words[0]][0] + [...words.at(-1)][0] : [...(words[0] ?? '?')].slice(0, 2).join('');
  return letters.toUpperCase();
}

function tone(text) {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)) % 997;
  return String(sum % 6);
}

function dayName(at) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(new Date()) - midnight(at)) / 86_400_000);
  return days === 0 ? 'Today' : days === 1 ? 'Yesterday' : day.format(at);
}
