import { FakeBrowser, type Sent } from './FakeBrowser.ts';

/** Keys of the events in the page's storage. */
export const keptBy = ({ items }: FakeBrowser) => Object.keys(items).filter((key) => key.startsWith('utkast.'));

/** Types of all events that were sent, in their order. */
export const types = (browser: FakeBrowser) => browser.events.map(({ type }) => type);

/** Ids of the events of each request. */
export const ids = (sent: Sent[]) => sent.map(({ body }) => body.events.map(({ id }: { id: string }) => id));

/** Of each request: how it went, what it said of consent, how many events it had. */
export const told = (browser: FakeBrowser) =>
  browser.sent.map(({ by, body }) => [by, body.consent, body.events.length]);

/** A page of the same site in another tab, or the next one in this tab: it shares cookies and storage. */
export const another = (first: FakeBrowser, prepare: (browser: FakeBrowser) => void = () => {}) => {
  const browser = new FakeBrowser();
  browser.localStorage = first.localStorage;
  prepare(browser);
  return browser.load('full');
};
