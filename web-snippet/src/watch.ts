import { flush } from './queue';
import type { Cue } from './view';

const cues = ['pageshow', 'pagehide', 'visibilitychange', 'popstate'];

/** Calls back whenever the page may have changed, shows or hides. */
export const watch = (callback: (cue: Cue) => void): void => {
  (FULL ? [...cues, 'online'] : cues).map((type) => addEventListener(type, callback));
  if (window.navigation) {
    // Nothing of the page is patched where the Navigation API tells us.
    navigation.addEventListener('currententrychange', callback);
  } else {
    (['pushState', 'replaceState'] as const).map((method) => {
      const original = history[method];
      history[method] = function (...args) {
        original.apply(this, args);
        // Named as the Navigation API does.
        callback(FULL ? { navigationType: method.slice(0, -5) } : {});
      };
    });
  }
  window.cookieStore?.addEventListener('change', () => flush());
};
