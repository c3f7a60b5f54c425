import { utk } from './queue';
import type { WireEvent } from './wire';

interface Shelf {
  /** When a tab may send again. Storage makes a text of it. */
  utkast?: number;
  // biome-ignore lint/suspicious/noExplicitAny: events as texts
  [key: string]: any;
}

let shelf: Shelf = {};
try {
  // Null in some web views.
  shelf = (FULL && localStorage) || shelf;
} catch {
  // Blocked: what is kept is kept in memory.
}

/**
 * One key for each event: tabs that write at the same time cannot lose each other's. They sort by time, as ids do.
 * The utk at the end keeps one visitor's events from being sent as another's.
 */
export const keyOf = (id: string | number): string => 'utkast.' + id + utk;

/** Keys of what is kept: of the visitor whose utk is their end, of all with `''`. */
export const keys = (end: string | false | undefined): string[] =>
  // Undefined is the end of none.
  Object.keys(shelf).filter((key) => key.match('^utkast[.].*' + end));

export const read = (key: string): WireEvent => JSON.parse(shelf[key]);

export const drop = (key: string): boolean => delete shelf[key];

const write = (key: string, value: unknown): void => {
  try {
    shelf[key] = value;
  } catch {
    // Full or forbidden: from here on in memory.
    shelf = { [key]: value };
  }
};

/**
 * Keeps an event until the gateway has answered: what fits into one request, and for a day.
 * @returns how many older ones had to go
 */
export const keep = (event: WireEvent): number => {
  write(keyOf(event.id), JSON.stringify(event));
  let room = 18e3;
  return keys('')
    .sort()
    .reverse()
    .filter((kept, index) => {
      room -= shelf[kept].length;
      return (index > 49 || room < 0 || kept < keyOf(Date.now() - 864e5)) && drop(kept);
    }).length;
};

/** Keeps all tabs from sending: one of them is, or the gateway has asked for it. */
export const pause = (milliseconds: number): void => write('utkast', Date.now() + milliseconds);

/** Milliseconds until a tab may send. */
export const paused = (): number => (shelf.utkast as number) - Date.now();
