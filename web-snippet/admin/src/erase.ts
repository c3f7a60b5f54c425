// Erases a visitor.
import { ask } from './ask.ts';
import { count } from './figures.ts';
import { send } from './gateway.ts';
import { busy, byId, el, facts, tell } from './page.ts';

interface Erased {
  visitor: string;
  domain: string;
  removed: { queued: number; deadLetters: number; limits: boolean; receipts: number; tail: number };
  tombstone: string;
  remains: string[];
}

const form = byId<HTMLFormElement>('erase');
const utk = byId<HTMLInputElement>('erase-utk');
const domain = byId<HTMLSelectElement>('erase-domain');
const results = byId('erase-results');

/** @param done is called after a visitor was erased */
export function erase(done: () => void): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    busy(byId('erase-go'), () => run(utk.value.trim(), done));
  });
}

async function run(wanted: string, done: () => void): Promise<void> {
  results.replaceChildren();
  const wrong = !/^[0-9a-f]{32}$/i.test(wanted);
  utk.setAttribute('aria-invalid', String(wrong));
  if (wrong) {
    tell(form, 'A utk is 32 characters of 0-9 and a-f: the value of the visitor’s cookie hubspotutk.', true);
    return;
  }
  const text = `Everything that the gateway keeps of ${wanted.slice(0, 8)}… at ${domain.value} goes, and their events are refused until they consent anew. This cannot be taken back.`;
  if (!(await ask('Erase this visitor?', text, 'Erase'))) {
    return;
  }
  const answer = await send<Erased>('POST', '/admin/visitors/erase', { utk: wanted, domain: domain.value });
  if (answer.ok) {
    utk.value = '';
    tell(form, `Visitor ${answer.body.visitor}… at ${answer.body.domain} is erased.`);
    results.replaceChildren(...show(answer.body));
    done();
  } else {
    tell(form, `Not erased. ${answer.why}`, true);
  }
}

function show({ removed, remains, tombstone }: Erased): Node[] {
  return [
    facts([
      ['Waiting events removed', count(removed.queued)],
      ['Dead letters removed', count(removed.deadLetters)],
      ['Requests forgotten', count(removed.receipts)],
      ['Lines of the tail forgotten', count(removed.tail)],
      ['Tombstone', tombstone],
    ]),
    el('h3', {}, 'What remains'),
    el('ul', {}, ...remains.map((one) => el('li', {}, one))),
  ];
}
