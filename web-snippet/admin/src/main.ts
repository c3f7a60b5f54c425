// The operator's page: keeps its figures fresh and sends the operator's actions.
import { render } from './bind.ts';
import { charts } from './charts.ts';
import { erase } from './erase.ts';
import { get, logOut } from './gateway.ts';
import { History } from './history.ts';
import { Letters } from './letters.ts';
import { watch } from './live.ts';
import { offer, portals } from './portals.ts';
import { lookUp, receipts } from './receipts.ts';
import { replay, replayAlike } from './replay.ts';
import type { Stats } from './stats.ts';
import { tags } from './tags.ts';
import { Tail } from './tail.ts';
import { templates } from './templates.ts';

const history = new History();
const draw = charts(history);
const tail = new Tail(lookUp);
const letters = new Letters(replayAlike);

function show(stats: Stats): void {
  const derived = history.add(stats);
  render({ ...stats, ...derived });
  offer(stats);
  draw();
  letters.noticed(Object.values(stats.portals).reduce((sum, portal) => sum + portal.deadLetters, 0));
}

async function refresh(): Promise<void> {
  const answer = await get<Stats>('/admin/stats');
  if (answer.ok) {
    show(answer.body);
  }
}

portals(refresh);
tags();
templates();
receipts();
replay(() => letters.refresh());
erase(() => {
  tail.refresh();
  letters.refresh();
});
tail.start();
letters.start();
watch(show);

document.getElementById('logout')?.addEventListener('click', logOut);
