// The actions on portals.
import { count } from './figures.ts';
import { send } from './gateway.ts';
import { busy, tell, write } from './page.ts';
import type { Stats } from './stats.ts';

interface Done {
  released: number;
  url: string;
}

const done: Record<string, (card: Element, portal: string, body: Done) => void> = {
  pause: (card, portal) => tell(card, `Delivery to ${portal} is paused. Events are still taken and kept.`),
  resume: (card, portal) => tell(card, `Delivery to ${portal} goes on.`),
  release: (card, portal, { released }) => tell(card, `${count(released)} held events of ${portal} are tried again.`),
  connect: (_card, _portal, { url }) => location.assign(url),
};

/** @param refresh brings the page up to date after an action */
export function portals(refresh: () => Promise<void>): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-portal] [data-action]')) {
    button.addEventListener('click', () => busy(button, () => act(button, refresh)));
  }
}

async function act(button: HTMLButtonElement, refresh: () => Promise<void>): Promise<void> {
  const card = button.closest<HTMLElement>('[data-portal]') as HTMLElement;
  const portal = card.dataset.portal as string;
  const action = button.dataset.action as string;
  const answer = await send<Done>('POST', `/admin/portals/${portal}/${action}`);
  if (answer.ok) {
    done[action]?.(card, portal, answer.body);
    await refresh();
  } else {
    tell(card, `That did not work. ${answer.why}`, true);
  }
}

/** Shows the actions that make sense in each portal's state. */
export function offer(stats: Stats): void {
  for (const card of document.querySelectorAll<HTMLElement>('[data-portal]')) {
    const portal = stats.portals[card.dataset.portal as string];
    const button = (name: string) => card.querySelector<HTMLButtonElement>(`[data-action=${name}]`);
    const [pause, resume, release, connect] = ['pause', 'resume', 'release', 'connect'].map(button);
    if (portal && pause && resume && release && connect) {
      const paused = portal.state === 'paused';
      swap(paused ? pause : resume, paused ? resume : pause);
      release.hidden = portal.held === 0;
      const unauthorized = portal.state === 'unauthorized';
      connect.classList.toggle('primary', unauthorized);
      write(connect, unauthorized ? 'Connect HubSpot' : 'Connect again');
    }
  }
}

/** The one takes the other's place, and its focus. */
function swap(from: HTMLElement, to: HTMLElement): void {
  const hadFocus = document.activeElement === from;
  to.hidden = false;
  from.hidden = true;
  if (hadFocus) {
    to.focus();
  }
}
