import { here } from './here';
import { flush } from './queue';
import { record } from './record';
import type { WireEvent } from './wire';

let page: Partial<WireEvent> = {};

/** Single-page frameworks set the title after they have navigated: read it again as late as possible. */
export const settleTitle = (): void => {
  page.title = document.title;
};

/** Looks whether there is a new page to count, or one to say goodbye to. */
export const view = ({ type }: { type?: string }): void => {
  if (type === 'pagehide') {
    // If the page comes back (bfcache) it counts again.
    page = {};
    flush(1);
  } else if (document.hidden) {
    // Hidden from the start: prerendered, or in a tab that nobody looks at yet.
    flush();
  } else if (page.url !== here()) {
    if (FULL) {
      settleTitle();
    }
    page = record('page_view', undefined, page.url || document.referrer);
  }
};
