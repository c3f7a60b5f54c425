// Measures delivery: how much of its quota a lane uses under a backlog, through a stop and a kill -9, and how long a
// click takes to HubSpot at low load.
//
//   ./mvnw package && node bench/deliver.mjs [--seconds 60] [--clicks 200]
//
// Needs a JDK of 25 or newer in JAVA_HOME. Runs the packaged jar as gateway and as sandbox, each in its own process, and
// listens on loopback only. Between the two stands a relay that lets each answer take 5 to 200 ms and writes down when
// requests came and how they were answered: the witness, which knows nothing of the gateway's own figures.

import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const jar = join(dirname(here), 'target/quarkus-app/quarkus-run.jar');
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, clicks: { type: 'string', default: '200' } },
});

const ports = { gateway: 18084, relay: 18085, sandbox: 18086, gatewayManagement: 18087, sandboxManagement: 18088 };
const quota = { requests: 110, windowMillis: 10_000, usable: 99, batch: 100 };
const data = mkdtempSync(join(tmpdir(), 'utkast-bench-'));
const children = [];
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function start(name, properties, ...args) {
  const log = openSync(join(data, `${name}.log`), 'a');
  const flags = Object.entries(properties).map(([key, value]) => `-D${key}=${value}`);
  const child = spawn(java, ['-Xmx512m', ...flags, '-jar', jar, ...args], { stdio: ['ignore', log, log] });
  child.ended = new Promise((done) => child.on('exit', done));
  children.push(child);
  return child;
}

function startSandbox() {
  return start(
    'sandbox',
    {
      'quarkus.http.port': ports.sandbox,
      'quarkus.management.port': ports.sandboxManagement,
      'utkast.sandbox.maximum.events': 2_000_000,
    },
    'sandbox',
  );
}

function startGateway() {
  return start('gateway', {
    'quarkus.config.locations': join(here, 'deliver.yaml'),
    'quarkus.http.host': '127.0.0.1',
    'quarkus.http.port': ports.gateway,
    'quarkus.management.port': ports.gatewayManagement,
    'quarkus.shutdown.delay': '0s',
    'utkast.data-dir': join(data, 'gateway'),
  });
}

function call(port, path, options = {}, body = undefined) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, agent, ...options }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function ready(port, path) {
  for (let i = 0; i < 240; i++) {
    try {
      if ((await call(port, path)).status < 500) return;
    } catch {
      // Not there yet.
    }
    await sleep(250);
  }
  for (const name of ['sandbox', 'gateway']) console.error(readFileSync(join(data, `${name}.log`), 'utf8').slice(-4000));
  throw new Error(`nobody answers on port ${port}`);
}

// --- The witness ------------------------------------------------------------------------------------------------

const sends = [];
const arrivals = new Map();

async function relay(incoming, outgoing) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const isSend = incoming.url.includes('/events');
  const entry = { at: performance.now(), status: 0, events: 0 };
  if (isSend) sends.push(entry);
  try {
    const headers = { ...incoming.headers, host: `127.0.0.1:${ports.sandbox}` };
    const answer = await call(ports.sandbox, incoming.url, { method: incoming.method, headers }, body);
    if (isSend) note(entry, answer.status, body);
    await sleep(5 + Math.random() * 195);
    delete answer.headers['transfer-encoding'];
    outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
    outgoing.end(answer.body);
  } catch {
    outgoing.destroy();
  }
}

function note(entry, status, body) {
  entry.status = status;
  if (status >= 300) return;
  const sent = JSON.parse(body);
  const events = sent.inputs ?? [sent];
  entry.events = events.length;
  for (const event of events) arrivals.set(event.tokens.page_title, performance.now());
}

// --- The load ---------------------------------------------------------------------------------------------------

let number = 0;

function event() {
  number++;
  const id = `bench-${String(number).padStart(9, '0')}`;
  return { id, type: 'page_view', at: Date.now(), url: 'https://www.example.com/', title: id };
}

async function post(events) {
  const body = JSON.stringify({ site: 'bench', utk: '0123456789abcdef0123456789abcdef', sentAt: Date.now(), events });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer bench-server-key-for-this-machine' };
  const answer = await call(ports.gateway, '/v1/events', { method: 'POST', headers }, body);
  if (answer.status !== 202) throw new Error(`the gateway answered ${answer.status}: ${answer.body}`);
}

async function backlog(events) {
  for (let left = events; left > 0; left -= 8 * 50) {
    await Promise.all(Array.from({ length: 8 }, () => post(Array.from({ length: 50 }, event))));
  }
}

async function portal() {
  const answer = await call(ports.gateway, '/admin/stats', { headers: { authorization: 'Bearer bench' } });
  return JSON.parse(answer.body).portals.bench;
}

// --- The figures ------------------------------------------------------------------------------------------------

/** A lane sends its window's requests in a burst: only from the start of one to the start of another counts. */
function ratio(from, to) {
  const within = sends.filter((send) => send.at >= from && send.at < to);
  const starts = within.filter((send, i) => i > 0 && send.at - within[i - 1].at > 1_000);
  const [first, last] = starts.length > 1 ? [starts[0].at, starts.at(-1).at] : [from, to];
  const counted = within.filter((send) => send.at >= first && send.at < last);
  const events = counted.reduce((sum, send) => sum + send.events, 0);
  return events / (((last - first) / quota.windowMillis) * quota.usable * quota.batch);
}

function mostInAWindow() {
  let most = 0;
  for (let first = 0, last = 0; last < sends.length; last++) {
    while (sends[last].at - sends[first].at >= quota.windowMillis) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

async function underBacklog(seconds) {
  const windows = Math.ceil(seconds / 10) + 7;
  await backlog(windows * quota.usable * quota.batch);
  await sleep(10_000);
  const from = performance.now();
  await sleep(seconds * 1000);
  return { from, to: performance.now() };
}

/** The gateway is gone and comes back; tells how long it sent nothing. */
async function through(name, gateway, signal) {
  const before = sends.length;
  const gone = performance.now();
  gateway.kill(signal);
  await gateway.ended;
  const next = startGateway();
  await ready(ports.gateway, '/robots.txt');
  await sleep(12_000);
  const first = sends.slice(before).find((send) => send.at > gone + 1_000);
  const pause = first ? ((first.at - gone) / 1000).toFixed(1) : 'never';
  console.log(`${name}: next request ${pause} s later, most requests in any 10 s so far ${mostInAWindow()}`);
  return next;
}

async function empty() {
  for (let i = 0; i < 1200 && (await portal()).queued > 0; i++) await sleep(250);
}

async function clicks(count) {
  const delays = [];
  for (let i = 0; i < count; i++) {
    const one = event();
    const clicked = performance.now();
    await post([one]);
    delays.push({ id: one.id, clicked });
    await sleep(50 + Math.random() * 150);
  }
  await sleep(3_000);
  return delays.map(({ id, clicked }) => arrivals.get(id) - clicked);
}

// Whoever ends the bench ends what it started.
process.on('SIGTERM', () => {
  for (const child of children) child.kill('SIGKILL');
  process.exit(1);
});

const server = createServer(relay).listen(ports.relay, '127.0.0.1');
try {
  startSandbox();
  let gateway = startGateway();
  await ready(ports.sandbox, '/sandbox');
  await ready(ports.gateway, '/robots.txt');
  const { from, to } = await underBacklog(Number(values.seconds));
  console.log(`backlog, ${values.seconds} s: ${(ratio(from, to) * 100).toFixed(1)} % of (quota - reserve) x batch size`);
  gateway = await through('stop and start', gateway, 'SIGTERM');
  gateway = await through('kill -9 and start', gateway, 'SIGKILL');
  await empty();
  await sleep(10_000);
  const delays = await clicks(Number(values.clicks));
  const p50 = percentile(delays, 0.5).toFixed(0);
  const p99 = percentile(delays, 0.99).toFixed(0);
  const refused = sends.filter((send) => send.status === 429).length;
  console.log(`click to HubSpot, linger 500 ms: p50 ${p50} ms, p99 ${p99} ms of ${delays.length} clicks`);
  console.log(`requests ${sends.length}, answers 429: ${refused}, most requests in any 10 s: ${mostInAWindow()}`);
  console.log(`events acknowledged ${number}, arrived ${arrivals.size}`);
} finally {
  for (const child of children) child.kill('SIGKILL');
  server.close();
  server.closeAllConnections();
  agent.destroy();
  rmSync(data, { recursive: true, force: true });
}
