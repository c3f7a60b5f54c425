import { eventId } from './eventId';
import { here } from './here';
import { add } from './queue';
import type { Props, WireEvent } from './wire';

/** Makes an event of what is on the page now. */
export const record = (type: string, props?: Props, referrer?: string): WireEvent => {
  const event = {
    id: eventId(),
    type,
    at: Date.now(),
    url: here(),
    title: document.title,
    referrer,
    props,
  };
  add(event);
  return event;
};
