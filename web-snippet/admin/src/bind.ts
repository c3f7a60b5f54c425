// Writes stats into the places of the page that name them: data-value is a path into the stats, data-as the form.
import { bytes, count, millis, percent, rate, time } from './figures.ts';
import { el, write } from './page.ts';
import { at, type Check } from './stats.ts';

type Show = (place: HTMLElement, value: unknown, stats: unknown) => void;

const text =
  <T>(form: (value: T) => string): Show =>
  (place, value) =>
    write(place, form(value as T));

const SHOW: Record<string, Show> = {
  count: text(count),
  time: text(time),
  millis: text(millis),
  bytes: text(bytes),
  percent: text(percent),
  rate: text(rate),
  reason: (place, value) => {
    write(place, (value as string | null) ?? '');
    place.hidden = !value;
  },
  state: (place, value) => {
    write(place, value as string);
    place.dataset.state = value as string;
  },
  meter: (place, value, stats) => {
    const meter = place as HTMLMeterElement;
    meter.max = at(stats, meter.dataset.max as string) as number;
    meter.value = value as number;
  },
  rows: (place, value) => ifChanged(place, value, () => rows(Object.entries(value as Record<string, number>))),
  checks: (place, value) => ifChanged(place, value, () => (value as Check[]).map(check)),
};

/** Makes the children anew if the value is another than last time. */
function ifChanged(place: HTMLElement, value: unknown, make: () => Node[]): void {
  const known = JSON.stringify(value);
  if (place.dataset.known !== known) {
    place.dataset.known = known;
    place.replaceChildren(...make());
  }
}

function rows(entries: [string, number][]): Node[] {
  return entries.length > 0
    ? entries.map(([reason, events]) => el('tr', {}, el('th', { scope: 'row' }, reason), el('td', {}, count(events))))
    : [el('tr', {}, el('td', { colspan: '2', class: 'soft' }, 'none'))];
}

const WORDS = { ok: 'OK', wait: 'Waiting', look: 'Look' };

const check = ({ state, text: words }: Check) =>
  el('li', { 'data-state': state }, el('strong', {}, WORDS[state]), el('span', {}, words));

/** Brings the page up to date. */
export function render(stats: unknown): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-value]')) {
    const value = at(stats, place.dataset.value as string);
    if (value !== undefined) {
      SHOW[place.dataset.as as string]?.(place, value, stats);
    }
  }
  for (const tile of document.querySelectorAll<HTMLElement>('[data-alarm]')) {
    tile.classList.toggle('alarm', (at(stats, tile.dataset.alarm as string) as number) > 0);
  }
}
