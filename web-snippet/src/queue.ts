import { debug } from './debug';
import { here } from './here';
import { listenToHubSpot } from './hubSpotConsent';
import { post } from './post';
import { drop, keep, keys, pause, paused, read } from './store';
import { settleTitle } from './view';
import { optedOut, readUtk } from './visitor';
import type { WireEvent } from './wire';

/** The visitor, as of the last flush. */
export let utk: string | undefined;

/** The same, or who it was before the cookie went. */
let seen: string | undefined;

/** What the page said: granted, revoked, or nothing yet. */
export let consent: boolean | undefined;

/** Why nothing of the visitor may leave the page. */
let reason: string | false | undefined;

let held: WireEvent[] = [];
let overflow = 0;
let looks = 0;

// Full only: who is to be forgotten; whether the gateway has said 410; its last answer; seconds until the next try, next to
// nothing if nothing has failed, 0 if all has been handed over once.
let revoked: string | false | undefined;
let stopped: boolean | undefined;
let wait = 0;
let answered: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Full only. Seconds that are no second; and milliseconds: of pauses only those that the gateway has asked for are not whole. */
const BIT = 0.1;

/** Holds an event for a moment, so that what belongs together goes together. */
export const add = (event: WireEvent): WireEvent => {
  if (consent !== false) {
    // 18,000 characters are at most 54,000 bytes: beacons and keepalive share 64 KiB.
    // Making JSON of it now also keeps what cannot become JSON from spoiling its neighbours.
    if (held[49] || JSON.stringify([held, event])[18e3]) {
      overflow++;
    } else {
      held.push(event);
    }
    setTimeout(flush, 500);
  }
  return event;
};

/** Makes an event of what is on the page now, and holds it. */
export const record = (type: string, more: Partial<WireEvent>): WireEvent =>
  add({
    // Kept through retries. Unique among one visitor's is enough, as the gateway joins it with the utk.
    id: Date.now() + '-' + ((Math.random() * 1e9) | 0),
    type,
    at: Date.now(),
    url: here(),
    title: document.title,
    ...more,
  });

/** Sends what is held, if there is a utk and no objection by now. */
export const flush = (leaving?: unknown): void => {
  utk = readUtk();
  seen = utk || seen;
  settleTitle();
  if (FULL) {
    listenToHubSpot();
  }
  reason = optedOut() ? (!FULL || purge()) && 'opted-out' : !utk && 'no-utk';
  if (FULL && debug) {
    console.log('utkast', { utk, consent, dropped: reason, body: answered });
  }
  if (held[0] && !document.prerendering && !(FULL && stopped)) {
    if (!reason) {
      if (FULL) {
        held.map((event) => (overflow += keep(event)));
        wait = wait || BIT;
      } else {
        post({ utk, consent, dropped: { overflow }, events: held }, leaving);
        overflow = 0;
      }
      held = [];
    } else if (leaving) {
      post({ dropped: { [reason]: held.length } }, leaving);
      held = [];
    } else if (!(window.cookieStore || looks++ > 5)) {
      // HubSpot's script has not set its cookie yet. It may never: no endless polling.
      setTimeout(flush, 1e3 << looks);
    }
  }
  if (FULL) {
    // Only what is not ours in our keys can break it.
    deliver(leaving || document.hidden).catch(purge);
  }
};

/** Keeps an event without sending it, if it could be sent. */
export const park = (event: WireEvent): void => {
  if (!reason && consent !== false) {
    keep(event);
  }
};

/** Comes back, with jitter: tabs, and a crowd, must not do so at the same moment. */
export const later = (milliseconds: number): void => {
  clearTimeout(timer);
  timer = setTimeout(flush, milliseconds + 1e3 * Math.random());
};

/** Forgets all that is kept, of other tabs too. */
const purge = () => keys('').map(drop);

/** Sends what is kept of the visitor, one request at a time over all tabs, until nothing is left. */
const deliver = async (hidden: unknown): Promise<void> => {
  // False, too, is the end of none: a page whose visitor said no sends nobody's events.
  const kept = keys(consent !== false && utk);
  const rest = paused();
  if (!stopped && navigator.onLine && (!hidden || wait)) {
    // What lies more than a day ahead was written by a clock that was wrong; and timers cannot wait for weeks.
    // A page that hides may be at its end: it obeys what the gateway has asked for, and not even that with a revocation.
    if (rest > 0 && rest < 864e5 && (!hidden || (rest % 1 && !revoked))) {
      later(rest);
    } else if (revoked || kept[0]) {
      const lost = overflow;
      const cargo = { utk: revoked || utk, consent, dropped: { overflow }, events: kept.map(read) };
      overflow = 0;
      if (hidden) {
        wait = 0;
        // An answer will find nobody: the next page must not wait for it.
        pause(wait);
        post(cargo, 1);
      } else {
        // A page that dies without a word holds up the others no longer than this.
        pause(3e3);
        const answer = await post(cargo);
        const asked = (answer?.headers.get('Retry-After') as unknown as number) | 0;
        if (debug) {
          answered = await answer?.text();
        }
        if ((answer?.status as number) < 429) {
          stopped = (answer as Response).status === 410;
          kept.map(drop);
          // A request with events may have gone before the revocation came: that is told by one without.
          revoked = kept[0] && revoked;
          // What has come meanwhile goes next, and is handed over if the page goes first.
          wait = BIT;
        } else {
          // No answer, 429, 5xx.
          overflow += lost;
          wait += wait | 0 || 1;
        }
        pause(Math.max(asked, wait | 0) * 1e3 + (asked && BIT));
        flush();
      }
    }
  }
};

/** Grants or revokes. A revocation goes out at once, with the utk last seen: HubSpot may have removed the cookie. */
export const setConsent = (granted: boolean): void => {
  consent = granted;
  if (FULL) {
    // A revocation that is not told yet must not go out as a grant.
    revoked = !granted && revoked;
  }
  if (!granted) {
    held = [];
    if (FULL) {
      purge();
    }
  }
  flush();
  if (FULL) {
    revoked = !granted && seen;
    wait = wait || BIT;
    flush();
  } else if (!granted && seen) {
    post({ utk: seen, consent });
  }
};
