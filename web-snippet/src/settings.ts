/** What the gateway bakes into the served file. */
export interface Settings {
  /** Key of the site. */
  site: string;
  /** Collect URL, or a path that is resolved against the URL of this script. */
  path: string;
  /** Full only: names of the query parameters that may leave the page. */
  query?: string[];
}

/** The gateway replaces this literal, quotes included, with a JSON object. */
export const settings = '%UTKAST_SETTINGS%' as unknown as Settings;
