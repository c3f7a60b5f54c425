// Keeps the figures of the overview fresh and sends the operator's actions.
// @ts-check
import { bytes, count, millis, time } from './figures.js';

const LOGIN = '/admin/login';
const csrf = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name=csrf-token]')).content;
const live = /** @type {HTMLElement} */ (document.getElementById('live'));
const outcome = /** @type {HTMLElement} */ (document.getElementById('outcome'));

/** The value at a path such as /portals/acme/queued. @param {any} stats @param {string} path */
function at(stats, path) {
  return path.split('/').slice(1).reduce((value, key) => value?.[key], stats);
}

/** How each kind of place shows its value. @type {Record<string, (place: any, value: any, stats: any) => void>} */
const show = {
  count: (place, value) => write(place, count(value)),
  time: (place, value) => write(place, time(value)),
  millis: (place, value) => write(place, millis(value)),
  bytes: (place, value) => write(place, bytes(value)),
  reason: (place, value) => {
    write(place, value ?? '');
    place.hidden = !value;
  },
  state: (place, value, stats) => {
    write(place, value);
    place.dataset.state = value;
    offer(place.closest('[data-portal]'), stats);
  },
  meter: (place, value, stats) => {
    place.max = at(stats, place.dataset.max);
    place.value = value;
  },
  rows: (place, value) => {
    const known = JSON.stringify(value);
    if (place.dataset.known !== known) {
      place.dataset.known = known;
      const rows = Object.entries(value).map(([reason, events]) => row(reason, count(events)));
      place.replaceChildren(...(rows.length > 0 ? rows : [none()]));
    }
  },
};

/** Touches the page only where it changes, so that selections and screen readers stay where they are. */
function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function row(reason, events) {
  const tr = document.createElement('tr');
  const th = document.createElement('th');
  th.scope = 'row';
  th.textContent = reason;
  const td = document.createElement('td');
  td.textContent = events;
  tr.append(th, td);
  return tr;
}

function none() {
  const tr = document.createElement('tr');
  const td = document.createElement('td');
  td.colSpan = 2;
  td.className = 'soft';
  td.textContent = 'none';
  tr.append(td);
  return tr;
}

/** Shows the actions that make sense in the portal's state. */
function offer(card, stats) {
  const portal = stats.portals[card.dataset.portal];
  const paused = portal.state === 'paused';
  const button = (name) => card.querySelector(`[data-action=${name}]`);
  if (!button('pause')) {
    return;
  }
  const hadFocus = document.activeElement === button(paused ? 'pause' : 'resume');
  button('pause').hidden = paused;
  button('resume').hidden = !paused;
  if (hadFocus) {
    button(paused ? 'resume' : 'pause').focus();
  }
  button('release').hidden = portal.held === 0;
  const unauthorized = portal.state === 'unauthorized';
  button('connect').classList.toggle('primary', unauthorized);
  write(button('connect'), unauthorized ? 'Connect HubSpot' : 'Connect again');
}

function render(stats) {
  for (const place of document.querySelectorAll('[data-value]')) {
    const value = at(stats, place.dataset.value);
    if (value !== undefined) {
      show[place.dataset.as](place, value, stats);
    }
  }
  for (const tile of document.querySelectorAll('[data-alarm]')) {
    tile.classList.toggle('alarm', at(stats, tile.dataset.alarm) > 0);
  }
}

function watch() {
  const source = new EventSource('/admin/stats/stream');
  source.onmessage = (message) => {
    live.dataset.state = 'open';
    write(live, 'Live');
    render(JSON.parse(message.data));
  };
  source.onerror = () => {
    live.dataset.state = 'waiting';
    write(live, 'Not live');
    if (source.readyState === EventSource.CLOSED) {
      // Refused: logged out, or too many pages watch already.
      setTimeout(comeBack, 5_000);
    }
  };
}

async function comeBack() {
  const answer = await fetch('/admin/stats').catch(() => null);
  if (answer?.status === 401 || answer?.status === 404) {
    location.assign(LOGIN);
  } else {
    watch();
  }
}

/** Sends an action; what came of it, or null if it failed. @param {string} path */
async function post(path) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'X-CSRF-Token': csrf, Accept: 'application/json' },
  }).catch(() => null);
  if (answer?.status === 401) {
    location.assign(LOGIN);
    return null;
  }
  const body = await answer?.json().catch(() => null);
  if (!answer?.ok) {
    tell(`That did not work: ${body?.detail ?? 'the gateway does not answer.'}`, true);
    return null;
  }
  return body;
}

let fading = 0;

function tell(text, isFault = false) {
  outcome.textContent = text;
  outcome.classList.toggle('fault', isFault);
  clearTimeout(fading);
  fading = setTimeout(() => outcome.replaceChildren(), isFault ? 20_000 : 8_000);
}

/** @type {Record<string, (portal: string, body: any) => void>} */
const done = {
  pause: (portal) => tell(`Delivery to ${portal} is paused. Events are still taken and kept.`),
  resume: (portal) => tell(`Delivery to ${portal} goes on.`),
  release: (portal, body) => tell(`${count(body.released)} held events of ${portal} are tried again.`),
  connect: (_portal, body) => location.assign(body.url),
};

async function act(button) {
  if (button.ariaBusy === 'true') {
    return;
  }
  const portal = button.closest('[data-portal]').dataset.portal;
  // Not disabled: that would take the focus away from who uses the keyboard.
  button.ariaBusy = 'true';
  const body = await post(`/admin/portals/${portal}/${button.dataset.action}`);
  button.ariaBusy = 'false';
  if (body) {
    done[button.dataset.action](portal, body);
    const answer = await fetch('/admin/stats').catch(() => null);
    if (answer?.ok) {
      render(await answer.json());
    }
  }
}

async function copy(button) {
  const field = button.previousElementSibling;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    tell('The tag is copied.');
  } catch {
    // Not allowed without encryption: it is selected at least.
    tell('The tag is selected: copy it with your keyboard.');
  }
}

document.addEventListener('click', (event) => {
  const button = /** @type {Element} */ (event.target).closest('button');
  if (button?.dataset.action) {
    act(button);
  } else if (button && 'copy' in button.dataset) {
    copy(button);
  }
});

document.getElementById('logout')?.addEventListener('click', async () => {
  await fetch('/admin/logout', { method: 'POST', headers: { 'X-CSRF-Token': csrf } }).catch(() => null);
  location.assign(LOGIN);
});

watch();
