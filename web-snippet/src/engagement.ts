import { settings } from './settings';
import type { WireEvent } from './wire';

let engaged = 0;
let since = 0;
let deepest = 0;

/** Counts the time in which the page is shown. */
export const tick = (): void => {
  engaged += since && Date.now() - since;
  since = (!document.hidden && Date.now()) as number;
};

/** Hands over how long and how far the page was read, if the site wants to know. */
export const leave = (page: Partial<WireEvent>, handOver: (event: WireEvent) => void): void => {
  if (page.id && settings.events?.includes('page_leave')) {
    handOver({
      ...(page as WireEvent),
      // The same each time, so that a later one takes the place of an earlier one.
      id: `${page.id}-`,
      type: 'page_leave',
      at: Date.now(),
      props: {
        engagedMs: engaged,
        scroll: Math.min(100, ((100 * (deepest + innerHeight)) / document.documentElement.scrollHeight) | 0),
      },
    });
  }
};

/** Begins anew, for a new page. */
export const restart = (): void => {
  engaged = deepest = 0;
};

export const watchScroll = (): void => {
  addEventListener('scroll', () => (deepest = Math.max(deepest, scrollY)));
};
