// Dead letters: look, drop, and replay after a dry run has told the price.
import { ask } from './ask.ts';
import { count, moment } from './figures.ts';
import { get, send, withQuery } from './gateway.ts';
import { badge, busy, byId, el, facts, replaceLines, tell } from './page.ts';
import { Questions } from './questions.ts';

const PAGE = '20';

export interface Letter {
  id: number;
  portal: string;
  site: string;
  eventId: string;
  receipt: string;
  visitor: string;
  type: string;
  at: string;
  diedAt: string;
  deaths: number;
  status: number;
  category?: string;
  message: string;
  correlationId?: string;
  body: { url?: string; title?: string; referrer?: string; props: Record<string, unknown> };
}

export class Letters {
  private readonly list = byId<HTMLOListElement>('letter-lines');
  private readonly portal = byId<HTMLSelectElement>('letter-portal');
  private readonly more = byId<HTMLButtonElement>('letter-more');
  private readonly alike: (letter: Letter) => void;
  private readonly questions = new Questions();
  /** How many letters there were when the list was last loaded; -1: it is to be loaded in any case. */
  private kept = -1;
  private next: string | null = null;

  /** @param alike prepares the replay of what died like this letter */
  constructor(alike: (letter: Letter) => void) {
    this.alike = alike;
  }

  start(): void {
    this.portal.addEventListener('change', () => this.refresh());
    this.more.addEventListener('click', () => busy(this.more, () => this.load(this.next)));
    byId('letter-again').addEventListener('click', () => this.refresh());
  }

  /** Loads the list anew when the number of letters has changed, but not under the hands of who reads one. */
  noticed(kept: number): void {
    if (kept !== this.kept && !this.isBeingRead()) {
      this.kept = kept;
      this.load(null, true);
    }
  }

  private isBeingRead(): boolean {
    return this.list.querySelector('details[open]') !== null;
  }

  refresh(): Promise<void> {
    return this.load(null);
  }

  private async load(after: string | null, unasked = false): Promise<void> {
    const query = { portal: this.portal.value, after: after ?? '', limit: PAGE };
    const isLate = this.questions.ask();
    const answer = await get<{ deadLetters: Letter[]; next: string | null }>(withQuery('/admin/dead-letters', query));
    if (isLate() || (unasked && this.isBeingRead())) {
      // The next look at the figures loads it again, or the first one after the reading.
      this.kept = -1;
      return;
    }
    if (!answer.ok) {
      tell(this.list, `The letters cannot be read. ${answer.why}`, true);
      return;
    }
    const lines = answer.body.deadLetters.map((letter) => this.line(letter));
    if (after === null) {
      replaceLines(this.list, lines);
    } else {
      this.list.append(...lines);
    }
    this.next = answer.body.next;
    this.more.hidden = this.next === null;
    byId('letter-none').hidden = this.list.childElementCount > 0;
  }

  private line(letter: Letter): HTMLElement {
    const cause = letter.status === 0 ? 'unsent' : String(letter.status);
    const summary = el(
      'summary',
      { 'data-key': String(letter.id) },
      el('time', { datetime: letter.diedAt }, moment(letter.diedAt)),
      badge(cause),
      el('span', { class: 'what' }, el('strong', {}, letter.type), ` ${letter.message}`),
      el('span', { class: 'who' }, `${letter.portal} · ${letter.site}`),
    );
    const line = el('li', {}, el('details', {}, summary, about(letter)));
    line.querySelector('details')?.append(this.actions(letter, line));
    return line;
  }

  private actions(letter: Letter, line: HTMLElement): HTMLElement {
    const drop = el('button', { type: 'button', class: 'danger' }, 'Drop…');
    drop.addEventListener('click', () => busy(drop, () => this.drop(letter, line)));
    const alike = el('button', { type: 'button' }, 'Replay what died like this…');
    alike.addEventListener('click', () => this.alike(letter));
    return el('div', { class: 'actions' }, alike, drop);
  }

  private async drop(letter: Letter, line: HTMLElement): Promise<void> {
    const text = `The ${letter.type} event of visitor ${letter.visitor} will never reach HubSpot.`;
    if (!(await ask('Drop this dead letter?', text, 'Drop it'))) {
      return;
    }
    const answer = await send('DELETE', `/admin/dead-letters/${letter.id}`);
    if (answer.ok) {
      line.remove();
      byId('letter-none').hidden = this.list.childElementCount > 0;
      this.portal.focus();
      tell(this.list, 'The letter is dropped.');
    } else {
      tell(this.list, `It was not dropped. ${answer.why}`, true);
    }
  }
}

function about({ body, ...letter }: Letter): HTMLElement {
  const props = Object.entries(body.props).map(([name, value]) => `${name}: ${value}`);
  return facts([
    ['HubSpot’s answer', [letter.status || 'never sent', letter.category].filter(Boolean).join(' ')],
    ['Message', letter.message],
    ['Correlation id', letter.correlationId],
    ['Happened', moment(letter.at)],
    ['Died', letter.deaths > 1 ? `${count(letter.deaths)} times` : 'once'],
    ['Visitor', letter.visitor],
    ['Page', body.url],
    ['Title', body.title],
    ['Referrer', body.referrer],
    ['Properties', props.join(', ')],
    ['Receipt', letter.receipt],
    ['Id at HubSpot', letter.eventId],
  ]);
}
