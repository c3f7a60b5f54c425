// Measures the collect endpoint against a bare Vert.x server, alternating in one run.
//
//   ./mvnw package && node bench/collect.mjs [--events 1,10] [--rounds 5] [--seconds 5] [--warm 35] [--port 18081]
//     [--java=-XX:+UseSerialGC]
//
// Needs wrk on the path and a JDK of 25 or newer in JAVA_HOME. Listens and sends on loopback only, on three ports from
// --port on. Each round runs bare, gateway, bare, once for each number of events a request; a ratio is to the mean of the
// two bare runs around it. What the gateway stores, some gigabytes, goes to the system's folder for temporary files and
// is deleted at the end. The gateway warms up with each number of events. CPU is the server's user + system time. Both
// servers get the options of --java.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1,10' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    warm: { type: 'string', default: '35' },
    port: { type: 'string', default: '18081' },
    java: { type: 'string', multiple: true, default: [] },
  },
});
const counts = values.events.split(',').map(Number);
const data = mkdtempSync(join(tmpdir(), 'utkast-bench-'));
const port = Number(values.port);
const heap = ['-Xms512m', '-Xmx512m', ...values.java];

const servers = {
  bare: start([...heap, '-cp', `${root}/target/quarkus-app/lib/main/*`, join(here, 'BareVertx.java'), `${port}`]),
  gateway: start([
    ...heap,
    `-Dquarkus.config.locations=${join(here, 'collect.yaml')}`,
    '-Dquarkus.http.host=127.0.0.1',
    `-Dquarkus.http.port=${port + 1}`,
    `-Dquarkus.management.port=${port + 2}`,
    `-Dutkast.data-dir=${data}`,
    '-jar',
    join(root, 'target/quarkus-app/quarkus-run.jar'),
  ]),
};
const urls = { bare: `http://127.0.0.1:${port}`, gateway: `http://127.0.0.1:${port + 1}` };

function start(args) {
  return spawn(java, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function load(name, seconds, events) {
  const before = cpuSeconds(servers[name].pid);
  const args = ['-t1', '-c64', `-d${seconds}s`, '--latency', '-s', join(here, 'collect.lua'), urls[name]];
  const wrk = spawnSync('wrk', args, { encoding: 'utf8', env: { ...process.env, EVENTS: `${events}` } });
  if (wrk.status !== 0) throw new Error(`wrk failed: ${wrk.stderr}`);
  const cpu = cpuSeconds(servers[name].pid) - before;
  const requests = Number(/(\d+) requests in/.exec(wrk.stdout)[1]);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(wrk.stdout);
  if (bad) throw new Error(`${name}: ${bad[1]} answers were no success`);
  return {
    rate: Number(/Requests\/sec: +([\d.]+)/.exec(wrk.stdout)[1]),
    cpu: (cpu / requests) * 1e6,
    p99: /99% +(\S+)/.exec(wrk.stdout)[1],
  };
}

async function ready(url) {
  for (let i = 0; i < 120; i++) {
    try {
      await fetch(url, { method: 'POST', body: '{}' });
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 250));
    }
  }
  throw new Error(`${url} does not answer: does JAVA_HOME name a JDK of 25 or newer, and is the jar built?`);
}

function round(number, events) {
  const [first, gateway, second] = ['bare', 'gateway', 'bare'].map((name) => load(name, values.seconds, events));
  const rate = (first.rate + second.rate) / 2;
  const cpu = (first.cpu + second.cpu) / 2;
  console.log(
    `round ${number}, ${events} event(s): bare ${rate.toFixed(0)}/s ${cpu.toFixed(1)} us p99 ${first.p99} | gateway ` +
      `${gateway.rate.toFixed(0)}/s ${gateway.cpu.toFixed(1)} us p99 ${gateway.p99} | ratio ` +
      `${(gateway.rate / rate).toFixed(2)}, CPU ${(gateway.cpu / cpu).toFixed(2)} x`,
  );
  return { rate: gateway.rate / rate, cpu: gateway.cpu / cpu, events: gateway.rate * events };
}

/** How many times the events/s of the others of the same round. */
const times = (ones, others) => median(ones.map((one, i) => one.events / others[i].events)).toFixed(1);

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  await ready(urls.bare);
  await ready(urls.gateway);
  load('bare', Math.ceil(Number(values.warm) / 3), counts[0]);
  for (const events of counts) load('gateway', Number(values.warm), events);
  const rounds = counts.map(() => []);
  for (let i = 0; i < Number(values.rounds); i++) {
    counts.forEach((events, at) => {
      rounds[at].push(round(i + 1, events));
    });
  }
  counts.forEach((events, at) => {
    console.log(
      `median of ${values.rounds} rounds, ${events} event(s) a request: ` +
        `${median(rounds[at].map((r) => r.rate)).toFixed(2)} of bare Vert.x's requests/s, ` +
        `${median(rounds[at].map((r) => r.cpu)).toFixed(2)} x its CPU a request` +
        (at === 0 ? '' : `; ${times(rounds[at], rounds[0])} x the events/s of ${counts[0]} a request`),
    );
  });
} finally {
  for (const server of Object.values(servers)) server.kill();
  rmSync(data, { recursive: true, force: true });
}
