// Figures as people read them, written as the server writes them (Figures.java).

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';
const NOTHING = '–';
const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'];

export const count = (value: number) => value.toLocaleString('en-US');

/** Seconds, in the unit that suits them. Nothing is a dash: no event waits, or none was delivered yet. */
export function time(seconds: number | null): string {
  if (!seconds) {
    return NOTHING;
  }
  if (seconds < 60) {
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)}${NBSP}s`;
  }
  const minutes = seconds / 60;
  const hours = minutes / 60;
  if (hours < 2) {
    return `${minutes.toFixed(0)}${NBSP}min`;
  }
  return hours < 48 ? `${hours.toFixed(0)}${NBSP}h` : `${(hours / 24).toFixed(0)}${NBSP}d`;
}

export const millis = (value: number) => `${value.toFixed(1)}${NBSP}ms`;

export function bytes(size: number): string {
  let rest = size;
  let unit = -1;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return unit < 0 ? `${size}${NBSP}B` : `${rest.toFixed(1)}${NBSP}${UNITS[unit]}`;
}

/** A share of 0 to 1, rounded down so that 100 % means all; null if there was nothing to share. */
export const percent = (share: number | null) => (share === null ? NOTHING : `${Math.floor(share * 100)}${NBSP}%`);

/** Events a second; null while it is not known yet. */
export function rate(value: number | null): string {
  if (value === null) {
    return NOTHING;
  }
  return value > 0 && value < 100 ? value.toFixed(1) : count(Math.round(value));
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** An ISO time, as the clock on the operator's wall shows it; with the day if that is not today. */
export function moment(iso: string, now = new Date()): string {
  const then = new Date(iso);
  return (then.toDateString() === now.toDateString() ? CLOCK : DAY).format(then);
}
