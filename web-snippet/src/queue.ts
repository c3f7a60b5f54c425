import { optedOut } from './optedOut';
import { readUtk } from './readUtk';
import { paused, send } from './send';
import { settleTitle } from './view';
import type { WireEvent } from './wire';

/** What the page said: granted, revoked, or nothing yet. */
export let consent: boolean | undefined;

/** Full only: how often it was revoked. */
export let revocations = 0;

let held: WireEvent[] = [];
let overflow = 0;
let seen: string | undefined;
let looks = 0;

/** Holds an event for a moment, so that what belongs together goes together. */
export const add = (event: WireEvent): void => {
  if (consent !== false) {
    // 19,000 characters are at most 57,000 bytes: beacons and keepalive share 64 KiB.
    // Making JSON of it now also keeps what cannot become JSON from spoiling its neighbours.
    if (held[49] || (FULL && JSON.stringify([...held, event])[19e3])) {
      overflow++;
    } else {
      held.push(event);
    }
    setTimeout(flush, 500);
  }
};

/** Sends what is held, if there is a utk and no objection by now. */
export const flush = (leaving?: unknown): void => {
  const utk = readUtk();
  seen = utk || seen;
  settleTitle();
  if (!held[0] || (FULL && paused && !leaving) || document.prerendering) {
    return;
  }
  const reason = optedOut() ? 'opted-out' : utk ? '' : 'no-utk';
  if (!reason) {
    send({ utk, consent, dropped: { overflow }, events: held.splice(0) }, leaving);
    overflow = 0;
  } else if (leaving) {
    send({ dropped: { [reason]: held.splice(0).length } }, leaving);
  } else if (looks++ < 6) {
    // HubSpot's script has not set its cookie yet. It may never: no endless polling.
    setTimeout(flush, 2 ** looks * 1e3);
  }
};

/** Grants or revokes. A revocation goes out at once, with the utk last seen: HubSpot may have removed the cookie. */
export const setConsent = (granted: boolean): void => {
  consent = granted;
  if (granted) {
    flush();
  } else {
    if (FULL) {
      revocations++;
    }
    held = [];
    flush();
    send({ utk: seen, consent });
  }
};
