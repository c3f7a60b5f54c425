import { settings } from './settings';

/** The page's URL without fragment, and without query parameters that are not allowed to leave the page. */
export const here = (): string => {
  const page = location.origin + location.pathname;
  if (!FULL) {
    return page;
  }
  const kept = location.search
    .split(/[?&]/)
    .filter((pair) => settings.query?.split(' ').includes(pair.split('=')[0] as string))
    .join('&');
  return page + (kept && `?${kept}`);
};
