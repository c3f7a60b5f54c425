// Holds idle connections against the packaged gateway, and tells how long good requests take beside them. It fails if a
// connection is refused or does not last, or if a request beside them takes a second.
//
//   ./mvnw package -DskipTests && node bench/idle.mjs [--connections 10000] [--requests 500] [--port 18091]
//
// Needs a JDK of 25 or newer in JAVA_HOME, and as many open files for this process and for the gateway: ulimit -n 20000.
// Loopback only.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answers, java, root, stop } from './support/processes.mjs';

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '10000' },
    requests: { type: 'string', default: '500' },
    port: { type: 'string', default: '18091' },
  },
});
const SLOWEST = 1000;
/** Whoever waits longer has failed. */
const LONGEST = 30_000;
const wanted = Number(values.connections);
const requests = Number(values.requests);
const port = Number(values.port);
const url = `http://127.0.0.1:${port}`;
const sockets = [];
let sent = 0;

/** One event, durable when it is answered. */
async function send() {
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    signal: AbortSignal.timeout(LONGEST),
    headers: { origin: 'https://www.example.com', 'content-type': 'text/plain', 'accept-language': 'en', 'user-agent': 'Mozilla/5.0' },
    body: JSON.stringify({
      utk: (++sent).toString(16).padStart(32, '0'),
      events: [{ type: 'page_view', url: 'https://www.example.com/' }],
    }),
  });
  const text = await answer.text();
  if (answer.status !== 202 || JSON.parse(text).accepted !== 1) throw new Error(`${answer.status}: ${text}`);
}

async function times() {
  const millis = [];
  for (let i = 0; i < requests; i++) {
    const start = performance.now();
    await send();
    millis.push(performance.now() - start);
  }
  millis.sort((one, other) => one - other);
  const at = (share) => millis[Math.floor(requests * share)];
  return { slowest: millis.at(-1), text: `p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, slowest ${millis.at(-1).toFixed(1)} ms` };
}

function connect() {
  return new Promise((done, failed) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => {
      socket.setTimeout(0);
      done(socket);
    });
    socket.setTimeout(LONGEST, () => socket.destroy(new Error(`no connection in ${LONGEST} ms`)));
    socket.on('error', failed);
    // Read on, or the end would not be seen.
    socket.resume();
  });
}

/** Resident memory in MiB; Linux only. */
function memory(pid) {
  try {
    return `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024)} MiB`;
  } catch {
    return 'unknown';
  }
}

const directory = mkdtempSync(join(tmpdir(), 'utkast-idle-'));
const gateway = java('gateway', directory, [
  `-Dquarkus.config.locations=${join(root, 'bench/collect.yaml')}`,
  '-Dquarkus.http.host=127.0.0.1',
  `-Dquarkus.http.port=${port}`,
  `-Dquarkus.management.port=${port + 1}`,
  // Longer than this takes, so that none is closed for being idle.
  '-Dquarkus.http.idle-timeout=10m',
  `-Dutkast.data-dir=${join(directory, 'data')}`,
]);
try {
  await answers(`${url}/robots.txt`, gateway);
  await times();
  console.log(`alone: ${(await times()).text}; memory ${memory(gateway.pid)}`);
  while (sockets.length < wanted) {
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(100, wanted - sockets.length) }, connect))));
  }
  const beside = await times();
  console.log(`beside ${sockets.length} idle connections: ${beside.text}; memory ${memory(gateway.pid)}`);
  const open = sockets.filter((socket) => !socket.destroyed && !socket.readableEnded).length;
  console.log(`still open: ${open}`);
  if (open < wanted || beside.slowest > SLOWEST) {
    console.error('failed: not all connections lasted, or requests beside them were too slow');
    process.exitCode = 1;
  }
} finally {
  for (const socket of sockets) socket.destroy();
  await stop(gateway);
  rmSync(directory, { recursive: true, force: true });
}
