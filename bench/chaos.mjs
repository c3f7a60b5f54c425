// Chaos: three portals, both dialects, faults of every kind, kill -9 of the gateway, for ten minutes.
//
//   ./mvnw package -DskipTests && node bench/chaos.mjs [--minutes 10] [--seed 1]
//
// Needs a JDK of 25 or newer in JAVA_HOME. Gateway and sandbox run in processes of their own, on loopback only. Storms, in
// which a random fault hits a share of all requests, alternate with calm; the gateway is killed in both. At the end every
// acknowledged event must stand in the sandbox exactly once, or among the dead letters with a reason. Exit code 1 otherwise.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  admin,
  BATCH,
  configuration,
  control,
  GATEWAY,
  LIMIT,
  PORTALS,
  SANDBOX,
  startGateway,
  startSandbox,
} from './support/chaosServers.mjs';
import { json } from './support/processes.mjs';
import { dice, STORMS } from './support/storms.mjs';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});
const END = Date.now() + Number(values.minutes) * 60_000;
const USABLE = 99;
/** Events that wait: enough that a lane never runs dry, few enough that the end comes soon. */
const BACKLOG = 3_000;
const RECOVERY = 12_000;

const random = dice(Number(values.seed));
const pick = (list) => list[Math.floor(random() * list.length)];

const directory = mkdtempSync(join(tmpdir(), 'utkast-chaos-'));
const acknowledged = new Map(PORTALS.map((portal) => [portal.key, new Map()]));
const counts = { posted: 0, unanswered: 0, refused: 0, kills: 0, storms: 0 };
const calm = new Map(PORTALS.map((portal) => [portal.key, { requests: 0, seconds: 0 }]));
let gateway;
let sandbox;
let stormy = false;
let number = 0;

const hex = (text, bytes) => createHash('sha256').update(text).digest('hex').slice(0, bytes * 2);

/** One request with ten events, of which one in three hundred is poison: a number that is none. */
async function post(portal) {
  const utk = hex(`visitor ${number % 500}`, 16);
  const events = Array.from({ length: 10 }, () => {
    number += 1;
    return {
      id: `chaos-${String(number).padStart(10, '0')}`,
      type: 'page_view',
      title: `Page ${number}`,
      props: { amount: number % 300 === 0 ? 'poison' : number },
    };
  });
  counts.posted += events.length;
  let answer;
  try {
    answer = await fetch(`${GATEWAY}/v1/events`, {
      method: 'POST',
      headers: { Origin: `https://${portal.key}.example.com`, 'Content-Type': 'text/plain' },
      body: JSON.stringify({ site: portal.key, utk, events }),
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    counts.unanswered += events.length; // killed meanwhile: nobody said yes
    return;
  }
  if (answer.status !== 202) {
    counts.refused += events.length;
    return;
  }
  const { refused } = await answer.json();
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  for (const event of events) {
    const id = `${portal.hub}:${portal.key}:${hex(`${utk}:${event.id}`, 16)}`;
    acknowledged.get(portal.key).set(id, event.props.amount === 'poison');
  }
}

async function keepBacklog() {
  while (Date.now() < END) {
    try {
      const stats = await admin('/admin/stats');
      for (const portal of PORTALS) {
        const missing = BACKLOG - stats.portals[portal.key].queued;
        for (let i = 0; i < Math.min(missing / 10, 50); i++) await post(portal);
      }
    } catch {
      // The gateway is down at this moment.
    }
    await sleep(500);
  }
}

async function storms() {
  while (Date.now() < END - 30_000) {
    await sleep(15_000 + random() * 25_000);
    stormy = true;
    counts.storms += 1;
    await control('faults', {
      ...pick(STORMS),
      probability: 0.1 + random() * 0.8,
      seed: Math.floor(random() * 1e6),
      ...(random() < 0.5 ? { hub: Number(pick(PORTALS).hub) } : {}),
    });
    await sleep(2_000 + random() * 8_000);
    await json(`${SANDBOX}/sandbox/control/faults`, { method: 'DELETE' });
    stormy = false;
  }
}

async function kills() {
  while (Date.now() < END - 30_000) {
    await sleep(30_000 + random() * 40_000);
    gateway.kill('SIGKILL');
    await gateway.ended;
    counts.kills += 1;
    gateway = startGateway(directory);
    await gateway.answering;
  }
}

/** How much of the budget each lane uses where nothing hinders it: calm, running, and with a backlog, for ten seconds. */
async function measure() {
  let since = new Map();
  let trouble = Date.now();
  while (Date.now() < END) {
    const kills = counts.kills;
    const witness = await control('witness');
    const now = Date.now();
    let portals = {};
    try {
      portals = (await admin('/admin/stats')).portals;
    } catch {
      trouble = now;
    }
    if (stormy || kills !== counts.kills) trouble = now;
    for (const portal of PORTALS) {
      const lane = portals[portal.key];
      const quiet = now - trouble > RECOVERY && lane?.state === 'delivering' && lane.queued > 20 * BATCH;
      const seen = requestsOf(witness, portal);
      const from = since.get(portal.key);
      if (!quiet) since.delete(portal.key);
      else if (!from) since.set(portal.key, { at: now, seen });
      else if (now - from.at >= 10_000) {
        const sum = calm.get(portal.key);
        sum.requests += seen - from.seen;
        sum.seconds += (now - from.at) / 1000;
        since.set(portal.key, { at: now, seen });
      }
    }
    await sleep(250);
  }
}

const accountOf = (witness, portal) => witness.accounts.find((account) => String(account.hubId) === portal.hub);
const requestsOf = (witness, portal) => accountOf(witness, portal).requests;

async function drained() {
  for (let i = 0; i < 1_200; i++) {
    const { outbox, portals } = await admin('/admin/stats');
    if (outbox.queued === 0) return portals;
    await sleep(500);
  }
  throw new Error(`the outbox does not empty: ${JSON.stringify(await admin('/admin/stats'))}`);
}

async function arrivals() {
  const text = await (await fetch(`${SANDBOX}/sandbox/control/events`)).text();
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'))
      .map(([id, sends]) => [id, Number(sends)]),
  );
}

async function letters() {
  const dead = new Map();
  let after;
  do {
    const page = await admin(`/admin/dead-letters?limit=1000${after ? `&after=${after}` : ''}`);
    for (const letter of page.deadLetters) dead.set(letter.eventId, letter.message);
    after = page.next;
  } while (after);
  return dead;
}

async function judge() {
  const stored = await arrivals();
  const dead = await letters();
  const witness = await control('witness');
  const faults = [];
  let again = 0;
  for (const portal of PORTALS) {
    let lost = 0;
    let both = 0;
    for (const [id, poison] of acknowledged.get(portal.key)) {
      if (!stored.has(id) && !dead.get(id)) lost += 1;
      if (stored.has(id) && dead.has(id)) both += 1;
      if (poison && stored.has(id)) faults.push(`${id} is poison, yet it was taken`);
      again += Math.max(0, (stored.get(id) ?? 1) - 1);
    }
    const account = accountOf(witness, portal);
    const used = calm.get(portal.key);
    const share = used.requests / ((used.seconds * USABLE) / 10);
    console.log(
      `${portal.key} ${portal.dialect}: acknowledged ${acknowledged.get(portal.key).size}, lost ${lost}, ` +
        `both stored and dead ${both}, fullest window ${account.mostInWindow} of ${LIMIT}, own 429s ${account.rateLimited}, ` +
        `budget used in ${used.seconds.toFixed(0)} calm seconds ${(share * 100).toFixed(1)} %`,
    );
    if (lost > 0) faults.push(`${portal.key}: ${lost} acknowledged events are nowhere`);
    if (both > 0) faults.push(`${portal.key}: ${both} events are stored and dead`);
    if (account.mostInWindow > USABLE + 1) faults.push(`${portal.key}: ${account.mostInWindow} requests in a window`);
    if (!(share >= 0.95)) faults.push(`${portal.key}: only ${(share * 100).toFixed(1)} % of the budget used`);
  }
  const names = new Set(PORTALS.flatMap((portal) => [...acknowledged.get(portal.key).keys()]));
  const strangers = [...stored.keys()].filter((id) => !names.has(id)).length;
  console.log(
    `posted ${counts.posted}, unanswered ${counts.unanswered}, turned away ${counts.refused}; storms ${counts.storms}, ` +
      `kills ${counts.kills}; sent again ${again}, stored though never acknowledged ${strangers}, dead ${dead.size}`,
  );
  for (const fault of faults) console.error(`FAILED: ${fault}`);
  return faults.length === 0;
}

try {
  writeFileSync(join(directory, 'gateway.yaml'), configuration());
  sandbox = startSandbox(directory);
  await sandbox.answering;
  gateway = startGateway(directory);
  await gateway.answering;
  await Promise.all([keepBacklog(), storms(), kills(), measure()]);
  await json(`${SANDBOX}/sandbox/control/faults`, { method: 'DELETE' });
  await drained();
  process.exitCode = (await judge()) ? 0 : 1;
} finally {
  gateway?.kill('SIGKILL');
  sandbox?.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}
