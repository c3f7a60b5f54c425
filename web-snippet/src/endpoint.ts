import { settings } from './settings';

/** Where to send. Only while the script itself runs does the browser know its URL. */
export const endpoint = new URL(settings.path, (document.currentScript as HTMLScriptElement).src);
