// Measures the start to ready and the memory of the gateway: on a JVM, on a JVM with an AOT cache, as a native executable.
//
//   ./mvnw package -DskipTests
//   ./mvnw package -DskipTests -Dquarkus.package.jar.type=aot-jar -Dquarkus.package.output-directory=aot-app
//   docker/train.sh target/aot-app
//   ./mvnw package -DskipTests -Dnative
//   node bench/start.mjs [--runs 10] [--visitors 0] [--heap 400m]
//
// What was not built is left out. Needs Linux and a JDK of 25 or newer in JAVA_HOME. Ready is the first 200 from
// /q/health/ready, asked for every few milliseconds from the moment the process is made; before the first run, one is thrown
// away, so that files are in the page cache. RSS idle is read five seconds after that. --visitors 1000000 then sends one
// event of each of a million visitors, all of which stay queued, and reads it again, its high-water mark too.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(dirname(here), 'target');
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    visitors: { type: 'string', default: '0' },
    heap: { type: 'string', default: '400m' },
    port: { type: 'string', default: '18091' },
  },
});
const port = Number(values.port);
const management = port + 1;
const visitors = Number(values.visitors);
const connections = 64;

const options = (data) => [
  `-Xmx${values.heap}`,
  `-Dquarkus.config.locations=${join(here, 'start.yaml')}`,
  '-Dquarkus.http.host=127.0.0.1',
  `-Dquarkus.http.port=${port}`,
  `-Dquarkus.management.port=${management}`,
  `-Dutkast.data-dir=${data}`,
];

function programs() {
  const jar = join(target, 'quarkus-app/quarkus-run.jar');
  const trained = join(target, 'aot-app');
  const runner = existsSync(target) ? readdirSync(target).find((name) => name.endsWith('-runner')) : undefined;
  const all = [];
  if (existsSync(jar)) {
    all.push({ name: 'JVM', command: java, arguments: (data) => [...options(data), '-jar', jar] });
  }
  if (existsSync(join(trained, 'app.aot'))) {
    const cache = `-XX:AOTCache=${join(trained, 'app.aot')}`;
    const arguments_ = (data) => [cache, ...options(data), '-jar', join(trained, 'quarkus-run.jar')];
    all.push({ name: 'JVM with AOT cache', command: java, arguments: arguments_ });
  }
  if (runner) {
    all.push({ name: 'native', command: join(target, runner), arguments: options });
  }
  return all;
}

/** Resolves with the status of one request to the management port, or 0 if nobody listens. */
function ready() {
  return new Promise((done) => {
    const socket = connect(management, '127.0.0.1', () => socket.write('GET /q/health/ready HTTP/1.0\r\n\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      done(Number(answer.toString('latin1').split(' ')[1]));
    });
    socket.once('error', () => done(0));
    socket.once('close', () => done(0));
  });
}

async function start(program, data) {
  const from = performance.now();
  const child = spawn(program.command, program.arguments(data), { cwd: data, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => output.push(text));
  while ((await ready()) !== 200) {
    if (child.exitCode !== null) throw new Error(`${program.name} ended: ${output.join('')}`);
    await sleep(2);
  }
  return { child, millis: performance.now() - from };
}

/** A line of /proc/<pid>/status in MiB: VmRSS, or VmHWM, the most that it ever was. */
function memory(child, name) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)[1]) / 1024;
}

async function stop(child) {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

function request(visitor) {
  const utk = visitor.toString(16).padStart(32, '0');
  const body = JSON.stringify({
    site: 'bench',
    utk,
    events: [
      {
        id: `event-${utk.slice(-12)}`,
        type: 'page_view',
        url: 'https://www.example.com/products/paper/a5-notebook?utm_source=newsletter',
        title: 'A5 notebook, dotted, 120 g - Example Paper Shop',
        referrer: 'https://www.google.com/',
        props: { engagedMs: 5300, scroll: 80 },
      },
    ],
  });
  return (
    `POST /v1/events HTTP/1.1\r\nHost: localhost\r\nOrigin: https://www.example.com\r\nUser-Agent: Mozilla/5.0 Chrome/140.0\r\n` +
    `Accept-Language: en\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** Sends one event of each visitor over many connections, each with one request at a time. */
async function fill() {
  let next = 0;
  const send = () =>
    new Promise((done, failed) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(request(next++)));
      socket.on('data', (answer) => {
        const text = answer.toString('latin1');
        if (!text.startsWith('HTTP/1.1 202') || !text.includes('"accepted":1')) {
          failed(new Error(text));
        } else if (next < visitors) {
          socket.write(request(next++));
        } else {
          socket.end(done);
        }
      });
      socket.once('error', failed);
    });
  await Promise.all(Array.from({ length: connections }, send));
}

async function queued() {
  const stats = await fetch(`http://127.0.0.1:${port}/admin/stats`, { headers: { Authorization: 'Bearer bench' } });
  const { outbox, caches } = await stats.json();
  return `${outbox.queued} queued, ${caches.visitors.size} visitors, ${caches.duplicates.size} event ids`;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const mebibytes = (number) => `${number.toFixed(0)} MiB`;

async function measure(program) {
  const times = [];
  const idle = [];
  const runs = Number(values.runs);
  for (let run = 0; run <= runs; run++) {
    const data = mkdtempSync(join(tmpdir(), 'utkast-start-'));
    const { child, millis } = await start(program, data);
    try {
      if (run === 0) continue;
      times.push(millis);
      if (run === runs) {
        await sleep(5000);
        idle.push(memory(child, 'VmRSS'));
        if (visitors > 0) await measureFull(program, child);
      }
    } finally {
      await stop(child);
      rmSync(data, { recursive: true });
    }
  }
  console.log(
    `${program.name}: start to ready ${median(times).toFixed(0)} ms (median of ${times.length}; ` +
      `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}), RSS idle ${mebibytes(idle[0])}`,
  );
}

async function measureFull(program, child) {
  const from = performance.now();
  await fill();
  const seconds = (performance.now() - from) / 1000;
  await sleep(5000);
  console.log(
    `${program.name}: RSS ${mebibytes(memory(child, 'VmRSS'))}, at most ${mebibytes(memory(child, 'VmHWM'))}, with ` +
      `${await queued()}, after ${seconds.toFixed(0)} s of sending, -Xmx${values.heap}`,
  );
}

for (const program of programs()) {
  await measure(program);
}
