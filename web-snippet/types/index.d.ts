/** What the snippet puts on the page. */
export interface Utkast {
  /** Grants or revokes consent for this page. */
  (name: 'consent', granted: boolean): void;
  /** Records a custom event. */
  (name: string, props?: Record<string, string | number | boolean>): void;
  /** Calls made before the script has loaded; 0 once it has. */
  q?: ArrayLike<unknown>[] | 0;
}

/** Settings of {@link start}: those of the script tag's `data-` attributes. */
export interface Settings {
  /** Key of the site; without it the gateway knows the site by its origin. */
  site?: string;
  /** The gateway's collect URL, or a path on the page's own host. */
  path: string;
  /** Query parameters that may leave the page, with spaces between. */
  query?: string;
  /** Which of `page_leave`, `outbound_link`, `download`, `form_submit` to record, with spaces between. */
  events?: string;
}

/** Puts the full snippet on the page, once. Nothing happens, and nothing comes back, where there is no page to read. */
export function start(settings: Settings): Utkast | undefined;

declare global {
  interface Window {
    utkast?: Utkast;
  }
}
