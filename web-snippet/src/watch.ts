import { flush } from './queue';
import { view } from './view';

const cues = ['pageshow', 'pagehide', 'visibilitychange', 'popstate'];

/** Calls back whenever the page may have changed, shows or hides. */
export const watch = (): void => {
  (FULL ? [...cues, 'online'] : cues).map((type) => addEventListener(type, view));
  if (window.navigation) {
    // Nothing of the page is patched where the Navigation API tells us.
    navigation.addEventListener('currententrychange', view);
  } else {
    (['pushState', 'replaceState'] as const).map((method) => {
      const original = history[method];
      history[method] = function (...args) {
        original.apply(this, args);
        view(FULL ? { navigationType: method } : {});
      };
    });
  }
  window.cookieStore?.addEventListener('change', () => flush());
};
