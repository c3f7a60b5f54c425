// Draws what is arranged (faults, the clock), how full each account's window is, and what was refused and why.

import { el, number } from './view.js';

const LEFT = 60;
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const STEPS = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];

/** Faults that wait and a moved clock; `arrange(path, method, body)` takes them back. */
export function drawStage(section, state, arrange) {
  const chips = state.faults.map((fault) => el('li', {}, el('strong', {}, fault.name), faultText(fault)));
  if (state.faults.length > 0) {
    chips.push(el('li', {}, `${state.faults.length === 1 ? 'This fault' : `These ${state.faults.length} faults`}:`,
      button('Take back', () => arrange('faults', 'DELETE'))));
  }
  if (state.clockOffsetMillis !== 0) {
    const sign = state.clockOffsetMillis > 0 ? '+' : '−';
    chips.unshift(el('li', {}, el('strong', {}, 'Clock'), `${sign}${span(Math.abs(state.clockOffsetMillis) / 1000)}`,
      button('Set right', () => arrange('clock', 'POST', { reset: true }))));
  }
  section.hidden = chips.length === 0;
  redraw(section.querySelector('ul'), JSON.stringify([state.faults, Math.round(state.clockOffsetMillis / 1000)]), chips);
}

/** One meter for each of the busiest accounts, if there is more than one and something came. */
export function drawUsage(section, { accounts, usage: known }) {
  const usage = known.filter((one) => one.requests > 0);
  section.hidden = accounts.length < 2 || usage.length === 0;
  if (section.hidden) return;
  section.querySelector('.count').textContent = number.format(accounts.length);
  const items = usage.map((one) => {
    const limited = one.rateLimited > 0 ? el('span', { class: 'warned' }, `${number.format(one.rateLimited)}× 429`) : null;
    return el('li', {},
      el('div', { class: 'line' }, el('strong', {}, String(one.hubId)), el('span', {}, `${one.inWindow} of ${one.limit}`)),
      el('meter', { min: 0, max: one.limit, low: one.limit * 0.6, high: one.limit * 0.85, optimum: 0, value: one.inWindow,
        'aria-label': `Requests of account ${one.hubId} in the window` }),
      el('div', { class: 'line soft' }, el('span', {}, `at most ${number.format(one.mostInWindow)}`), limited));
  });
  if (accounts.length > usage.length) {
    items.push(el('li', { class: 'soft' }, `and ${number.format(accounts.length - usage.length)} quieter ones`));
  }
  section.querySelector('ul').replaceChildren(...items);
}

/** The latest refusals, each with its reason and the row of the contract that says so. */
export function drawRefusals(section, refusals) {
  section.querySelector('.none').hidden = refusals.length > 0;
  const items = refusals.map((one) => el('li', { 'data-testid': 'refusal' },
    el('p', { class: 'why' }, one.problems.length > 0 ? one.problems.join('; ') : one.message),
    el('p', { class: 'meta' },
      el('time', { datetime: one.at }, time.format(new Date(one.at))),
      el('span', {}, String(one.status)),
      el('span', {}, one.contract),
      el('code', { title: one.id }, one.id.length > LEFT ? `${one.id.slice(0, LEFT)}…` : one.id))));
  redraw(section.querySelector('ul'), refusals.map((one) => `${one.at}${one.id}`).join(), items);
}

/** Replaces the list only if it changed, so that a focused button stays. */
function redraw(list, signature, items) {
  if (list.dataset.signature === signature) return;
  list.dataset.signature = signature;
  list.replaceChildren(...items);
}

function faultText(fault) {
  const parts = [`on ${fault.on}`];
  if (fault.hub != null) parts.push(`account ${fault.hub}`);
  if (fault.when === 'after') parts.push('after storing');
  if (fault.delayMs > 0) parts.push(`${fault.delayMs} ms late`);
  if (fault.probability < 1) parts.push(`${+(fault.probability * 100).toFixed(2)} %`);
  parts.push(fault.left == null ? `${number.format(fault.hits)} so far` : `${number.format(fault.left)} to come`);
  return parts.join(' · ');
}

function span(seconds) {
  const [length, unit] = STEPS.find(([step]) => seconds >= step) ?? STEPS.at(-1);
  return `${number.format(+(seconds / length).toFixed(1))} ${unit}`;
}

function button(text, action) {
  const element = el('button', { type: 'button' }, text);
  element.addEventListener('click', action);
  return element;
}
