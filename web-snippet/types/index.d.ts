/** What the snippet puts on the page. */
export interface Utkast {
  /** Grants or revokes consent for this page. */
  (name: 'consent', granted: boolean): void;
  /** Records a custom event. */
  (name: string, props?: Record<string, string | number | boolean>): void;
  /** Calls made before the script has loaded; 0 once it has. */
  q?: ArrayLike<unknown>[] | 0;
}

declare global {
  interface Window {
    utkast?: Utkast;
  }
}
