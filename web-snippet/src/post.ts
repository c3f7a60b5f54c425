import { endpoint, settings } from './settings';
import type { Cargo } from './wire';

/**
 * Sends one request. A string body without headers is text/plain, so there is no preflight.
 * @returns the answer; nothing if it failed
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a return in the catch would cost bytes
export const post = async (cargo: Cargo, leaving?: unknown): Promise<Response | void> => {
  try {
    const body = JSON.stringify({
      site: settings.site,
      sentAt: Date.now(),
      automated: navigator.webdriver,
      events: [],
      ...cargo,
    });
    // Some browsers cancel a fetch of a page that hides. A beacon says false when it has no room.
    return (((FULL ? leaving : leaving || document.hidden) && navigator.sendBeacon(endpoint, body)) ||
      (await fetch(endpoint, { method: 'POST', body, keepalive: true }))) as Response;
  } catch {
    // Offline, blocked, or a page that has broken JSON or fetch.
  }
};
