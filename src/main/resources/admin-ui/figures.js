// Figures as people read them, written as the server writes them (Figures.java).
// @ts-check

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';
const MINUTE = 60;
const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'];

/** @param {number} value */
export const count = (value) => value.toLocaleString('en-US');

/** Nothing is a dash: no event waits, or none was delivered yet. @param {number} seconds */
export function time(seconds) {
  if (seconds === 0) {
    return '–';
  }
  if (seconds < MINUTE) {
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)}${NBSP}s`;
  }
  const minutes = seconds / MINUTE;
  return minutes < 2 * MINUTE ? `${minutes.toFixed(0)}${NBSP}min` : `${(minutes / MINUTE).toFixed(0)}${NBSP}h`;
}

/** @param {number} value */
export const millis = (value) => `${value.toFixed(1)}${NBSP}ms`;

/** @param {number} size */
export function bytes(size) {
  let rest = size;
  let unit = -1;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return unit < 0 ? `${size}${NBSP}B` : `${rest.toFixed(1)}${NBSP}${UNITS[unit]}`;
}
