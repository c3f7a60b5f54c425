import { leave, restart, tick } from './engagement';
import { here } from './here';
import { add, flush, later, park, record } from './queue';
import { drop, keyOf } from './store';
import type { WireEvent } from './wire';

/** Why to look: an event of the browser, or a call of the patched history. */
export interface Cue {
  type?: string;
  navigationType?: string | null;
}

/** The page view of what is on the page now. */
let page: Partial<WireEvent> = {};

/** Full only: the URL of that page by now. `replaceState` may have tidied it since. */
let current: string | undefined;

/** Full only: its path. */
let path: string | undefined;

/** Single-page frameworks set the title after they have navigated: read it again as late as possible. */
export const settleTitle = (): void => {
  page.title = document.title;
};

/** Looks whether there is a new page to count, or one to say goodbye to. */
export const view = ({ type, navigationType }: Cue): void => {
  if (FULL) {
    tick();
  }
  if (type === 'pagehide') {
    if (FULL) {
      leave(page, add);
      current = '';
    }
    // If the page comes back (bfcache) it counts again.
    page = {};
    flush(1);
  } else if (document.hidden) {
    // Hidden from the start: prerendered, or in a tab that nobody looks at yet.
    flush();
    if (FULL) {
      // Phones end hidden pages without a word: then the next page sends it.
      leave(page, park);
    }
  } else if (!FULL) {
    if (page.url !== here()) {
      page = record('page_view', { referrer: page.url || document.referrer });
    }
  } else {
    const before = current;
    const pathBefore = path;
    drop(keyOf(`${page.id}-`));
    current = here();
    path = location.pathname;
    // A replaced query on the same path is no new page: sites tidy their utm parameters away like that. The Navigation API
    // calls it `replace`, a patched history by its method.
    if (before !== current && (pathBefore !== path || !/repl/.test(navigationType as string))) {
      leave(page, add);
      restart();
      page = record('page_view', { referrer: before || document.referrer });
    } else {
      later(0);
    }
  }
};
