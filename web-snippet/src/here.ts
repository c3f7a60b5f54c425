import { settings } from './settings';

/** The page's URL without fragment, and without query parameters that are not allowed to leave the page. */
export const here = (): string => {
  const page = location.origin + location.pathname;
  if (!FULL) {
    return page;
  }
  const allowed = (pair: string) => (settings.query || []).includes(pair.split('=')[0] as string);
  const kept = location.search.slice(1).split('&').filter(allowed).join('&');
  return page + (kept && `?${kept}`);
};
