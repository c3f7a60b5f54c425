// Watches the gateway: its stats once a second, as server-sent events.
import { ending, get, LOGIN } from './gateway.ts';
import { byId, write } from './page.ts';
import type { Stats } from './stats.ts';

const COME_BACK_MS = 5_000;

/** Calls back with each new stats, for as long as the page stands. */
export function watch(seen: (stats: Stats) => void): void {
  const live = byId('live');
  const source = new EventSource('/admin/stats/stream');
  ending.addEventListener('abort', () => source.close());
  source.onmessage = (message) => {
    live.dataset.state = 'open';
    write(live, 'Live');
    seen(JSON.parse(message.data));
  };
  source.onerror = () => {
    live.dataset.state = 'waiting';
    write(live, 'Not live');
    if (source.readyState === EventSource.CLOSED) {
      // Refused: logged out, or too many pages watch already.
      setTimeout(() => comeBack(seen), COME_BACK_MS);
    }
  };
}

async function comeBack(seen: (stats: Stats) => void): Promise<void> {
  const answer = await get<Stats>('/admin/stats');
  if (!answer.ok && answer.status === 404) {
    location.assign(LOGIN);
  } else {
    watch(seen);
  }
}
