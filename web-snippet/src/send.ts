import { endpoint } from './endpoint';
import { flush, revocations } from './queue';
import { settings } from './settings';
import type { Cargo } from './wire';

/** Full only: the gateway is to be left alone until the next try, by new events too. */
export let paused: boolean | undefined;

let stopped: boolean | undefined;

/** Sends one request. A string body without headers is text/plain, so there is no preflight. */
export const send = async (cargo: Cargo, leaving?: unknown, wait = 1): Promise<void> => {
  const before = FULL && revocations;
  let answer: Response | undefined;
  try {
    const body = JSON.stringify({
      site: settings.site,
      sentAt: Date.now(),
      automated: navigator.webdriver,
      events: [],
      ...cargo,
    });
    // Some browsers cancel a fetch of a page that hides. A beacon says false when it has no room.
    if ((FULL && stopped) || ((leaving || document.hidden) && navigator.sendBeacon(endpoint, body))) {
      return;
    }
    answer = await fetch(endpoint, { method: 'POST', body, keepalive: true, credentials: 'omit' });
  } catch {
    // Offline, blocked, or a page that has broken JSON or fetch: as if there were no answer.
  }
  if (FULL) {
    stopped = stopped || answer?.status === 410;
    // No answer, 429, 5xx. What lies between those two is too rare to be worth a condition.
    paused = !(answer && answer.status < 429);
    if (!paused) {
      flush();
    } else if (wait < 64) {
      const again = (event?: Event) => {
        clearTimeout(timer);
        removeEventListener('pagehide', again);
        paused = false;
        // Nothing from before a revocation may leave after it.
        if (!cargo.events || before === revocations) {
          send(cargo, event, wait * 2);
        }
      };
      // Jitter: a crowd must not come back at the same moment.
      const seconds = (Number(answer?.headers.get('Retry-After')) || wait) * (1 + Math.random());
      const timer = setTimeout(again, seconds * 1e3);
      addEventListener('pagehide', again);
    }
  }
};
