/** Calls back whenever the page may have changed, shows or hides. */
export const watch = (callback: (event: { type?: string }) => void): void => {
  ['pageshow', 'pagehide', 'visibilitychange', 'popstate'].map((type) => addEventListener(type, callback));
  if (FULL && window.navigation) {
    // Nothing of the page is patched where the Navigation API tells us.
    navigation.addEventListener('currententrychange', callback);
  } else {
    (['pushState', 'replaceState'] as const).map((method) => {
      const original = history[method];
      history[method] = function (...args) {
        original.apply(this, args);
        callback({});
      };
    });
  }
};
