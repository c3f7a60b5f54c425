import { here } from './here';
import { add } from './queue';
import type { Props, WireEvent } from './wire';

/** Makes an event. Its id has 96 random bits, so that retries and replays of one event are known as one. */
export const record = (type: string, props?: Props, referrer?: string): WireEvent => {
  const event = {
    id: crypto.getRandomValues(new Uint32Array(3)).join('-'),
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
