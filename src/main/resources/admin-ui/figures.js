// Figures as people read them, written as the server writes them (Figures.java).
// @ts-check

const MINUTE = 60;
const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'];

/** @param {number} value */
export const count = (value) => value.toLocaleString('en-US');

/** @param {number} seconds */
export function time(seconds) {
  if (seconds < MINUTE) {
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  }
  const minutes = seconds / MINUTE;
  return minutes < 2 * MINUTE ? `${minutes.toFixed(0)} min` : `${(minutes / MINUTE).toFixed(0)} h`;
}

/** @param {number} value */
export const millis = (value) => `${value.toFixed(1)} ms`;

/** @param {number} size */
export function bytes(size) {
  let rest = size;
  let unit = -1;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return unit < 0 ? `${size} B` : `${rest.toFixed(1)} ${UNITS[unit]}`;
}
