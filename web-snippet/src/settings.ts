/** What the gateway bakes into the served file; `data-` attributes of the script tag come on top. So all are strings. */
export interface Settings {
  /** Key of the site. */
  site?: string;
  /** Collect URL, or a path that is resolved against the URL of this script. */
  path: string;
  /** Full only: names of the query parameters that may leave the page, with spaces between them. */
  query?: string;
  /** Full only: the automatic event types that the site maps, with spaces between them. */
  events?: string;
}

// Only while the script itself runs does the browser know it. A module is told its settings by a call.
const script = MODULE ? { dataset: {}, src: location.href } : (document.currentScript as HTMLScriptElement);

/** The gateway replaces this literal, quotes included, with a JSON object. Left alone, it adds nothing that is read. */
export const settings: Settings = { ...('%UTKAST_SETTINGS%' as unknown as Settings), ...script.dataset };

/** Where to send. */
export const endpoint = new URL(settings.path, script.src);
