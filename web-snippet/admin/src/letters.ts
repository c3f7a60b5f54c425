// Dead letters: look, drop, and replay after a dry run has told the price.
import { ask } from './ask.ts';
import { count, moment } from './figures.ts';
import { get, send, withQuery } from './gateway.ts';
import { badge, busy, byId, el, facts, tell } from './page.ts';

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

  /** Loads the list anew when the number of letters has changed. */
  noticed(kept: number): void {
    if (kept !== this.kept) {
      this.kept = kept;
      // Not under the hands of who reads one.
      if (!this.list.querySelector('details[open]')) {
        this.refresh();
      }
    }
  }

  refresh(): Promise<void> {
    return this.load(null);
  }

  private async load(after: string | null): Promise<void> {
    const query = { portal: this.portal.value, after: after ?? '', limit: PAGE };
    const answer = await get<{ deadLetters: Letter[]; next: string | null }>(withQuery('/admin/dead-letters', query));
    if (!answer.ok) {
      tell(this.list, `The letters cannot be read. ${answer.why}`, true);
      return;
    }
    if (after === null) {
      this.list.replaceChildren();
    }
    this.list.append(...answer.body.deadLetters.map((letter) => this.line(letter)));
    this.next = answer.body.next;
    this.more.hidden = this.next === null;
    byId('letter-none').hidden = this.list.childElementCount > 0;
  }

  private line(letter: Letter): HTMLElement {
    const cause = letter.status === 0 ? 'unsent' : String(letter.status);
    const summary = el(
      'summary',
      {},
      el('time', { datetime: letter.diedAt }, moment(letter.diedAt)),
      badge(cause),
      el('span', { class: 'what' }, el('strong', {}, letter.type), ` ${letter.message}`),
      el('span', { class: 'who' }, `${letter.portal} · ${letter.site}`),
    );
    const line = el('li', { 'data-letter': String(letter.id) }, el('details', {}, summary, about(letter)));
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
