// Replays dead letters: first a dry run that tells how many and what it costs, then the replay.
import { count } from './figures.ts';
import { send } from './gateway.ts';
import type { Letter } from './letters.ts';
import { busy, byId, tell, write } from './page.ts';

interface Replayed {
  matching: number;
  requests: number;
  replayed: number;
  refused: number;
  left: number;
  full?: string;
}

const FIELDS = ['portal', 'status', 'category', 'text'] as const;
const form = byId<HTMLFormElement>('replay');
const go = byId<HTMLButtonElement>('replay-go');
const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;

/** @param done is called after letters went back */
export function replay(done: () => void): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    busy(byId('replay-try'), tryIt);
  });
  // The dry run was of another choice.
  form.addEventListener('input', forget);
  go.addEventListener('click', () => busy(go, () => doIt(done)));
}

/** Chooses what died like the letter. */
export function replayAlike(letter: Letter): void {
  input('portal').value = letter.portal;
  input('status').value = String(letter.status);
  input('category').value = letter.category ?? '';
  input('text').value = '';
  forget();
  byId<HTMLDetailsElement>('replay-part').open = true;
  form.scrollIntoView({ block: 'center' });
  form.requestSubmit();
}

function forget(): void {
  go.hidden = true;
  tell(form, '');
}

function filter(): Record<string, string> {
  const chosen = FIELDS.map((name) => [name, input(name).value.trim()] as const);
  return Object.fromEntries(chosen.filter(([, value]) => value !== ''));
}

async function tryIt(): Promise<void> {
  forget();
  const answer = await send<Replayed>('POST', '/admin/dead-letters/replay', { ...filter(), dryRun: true });
  if (!answer.ok) {
    tell(form, answer.why, true);
    return;
  }
  const { matching, requests } = answer.body;
  if (matching === 0) {
    tell(form, 'No dead letter matches.');
    return;
  }
  tell(form, `Dry run: ${letters(matching)} would go back into the queue, which takes ${requestsOf(requests)}.`);
  write(go, `Replay ${letters(matching)}`);
  go.hidden = false;
  go.focus();
}

async function doIt(done: () => void): Promise<void> {
  const answer = await send<Replayed>('POST', '/admin/dead-letters/replay', filter());
  if (!answer.ok) {
    tell(form, `Nothing was replayed. ${answer.why}`, true);
    return;
  }
  const { replayed, refused, left, full } = answer.body;
  const parts = [`${letters(replayed)} ${replayed === 1 ? 'is' : 'are'} in the queue again.`];
  if (refused > 0) {
    parts.push(`${letters(refused)} stay: their visitors took consent back.`);
  }
  if (left > 0) {
    parts.push(`${letters(left)} stay: ${full ?? 'the outbox'} has no room.`);
  }
  byId('replay-try').focus();
  go.hidden = true;
  tell(form, parts.join(' '), left > 0);
  done();
}

const letters = (number: number) => `${count(number)} ${number === 1 ? 'letter' : 'letters'}`;
const requestsOf = (number: number) => `${count(number)} HubSpot ${number === 1 ? 'request' : 'requests'}`;
