// The live tail: the latest verdicts, the newest first.
import { moment } from './figures.ts';
import { type Answer, get, withQuery } from './gateway.ts';
import { badge, byId, el, replaceLines, tell, write } from './page.ts';
import { Questions } from './questions.ts';

const EVERY_MS = 2_000;
const LINES = '60';
const PREFIX = /^[0-9a-f]{8}/i;

interface Verdict {
  receivedAt: string;
  site: string;
  visitor?: string;
  type?: string;
  page?: string;
  verdict: string;
  receipt: string;
}

export class Tail {
  private readonly list = byId<HTMLOListElement>('tail-lines');
  private readonly site = byId<HTMLSelectElement>('tail-site');
  private readonly visitor = byId<HTMLInputElement>('tail-visitor');
  private readonly hold = byId<HTMLButtonElement>('tail-hold');
  private readonly lookUp: (receipt: string) => void;
  private readonly questions = new Questions();
  private known = '';

  /** @param lookUp shows what became of a request */
  constructor(lookUp: (receipt: string) => void) {
    this.lookUp = lookUp;
  }

  start(): void {
    this.hold.addEventListener('click', () => {
      const held = this.hold.getAttribute('aria-pressed') !== 'true';
      this.hold.setAttribute('aria-pressed', String(held));
    });
    for (const field of [this.site, this.visitor]) {
      field.addEventListener('input', () => this.refresh());
    }
    setInterval(() => this.isWatched() && this.refresh(), EVERY_MS);
    this.refresh();
  }

  private isWatched(): boolean {
    return document.visibilityState === 'visible' && this.hold.getAttribute('aria-pressed') !== 'true';
  }

  async refresh(): Promise<void> {
    const written = this.visitor.value.trim();
    const incomplete = written !== '' && !PREFIX.test(written);
    this.visitor.setAttribute('aria-invalid', String(incomplete));
    const filter = { site: this.site.value, visitor: written.slice(0, 8), limit: LINES };
    const isLate = this.questions.ask();
    const answer: Answer<{ events: Verdict[] }> = incomplete
      ? { ok: false, status: 0, why: 'A visitor is the first 8 characters of a utk: 0-9 and a-f.' }
      : await get(withQuery('/admin/events', filter));
    // A late one may be of another filter.
    if (isLate()) {
      return;
    }
    if (answer.ok) {
      tell(this.list, '');
      this.show(answer.body.events);
    } else {
      tell(this.list, answer.why, true);
    }
  }

  private show(events: Verdict[]): void {
    const known = JSON.stringify(events);
    if (known === this.known) {
      return;
    }
    this.known = known;
    byId('tail-none').hidden = events.length > 0;
    replaceLines(
      this.list,
      events.map((event) => this.line(event)),
    );
  }

  private line(event: Verdict): HTMLElement {
    const look = el('button', { type: 'button', class: 'link', 'data-key': event.receipt }, 'Look up');
    look.setAttribute('aria-label', `Look up receipt ${event.receipt.slice(0, 8)}`);
    look.addEventListener('click', () => this.lookUp(event.receipt));
    const time = el('time', { datetime: event.receivedAt });
    write(time, moment(event.receivedAt));
    return el(
      'li',
      {},
      time,
      badge(event.verdict),
      el('span', { class: 'what' }, el('strong', {}, event.type ?? 'unnamed'), ` ${event.page ?? ''}`),
      el('span', { class: 'who' }, `${event.site} · `, el('code', {}, event.visitor ?? 'no utk')),
      look,
    );
  }
}
