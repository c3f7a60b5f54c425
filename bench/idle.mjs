// Holds idle connections against a running gateway, and tells how long good requests take beside them.
//
//   node bench/idle.mjs [--url http://localhost:8080] [--connections 10000] [--requests 200]
//
// The process and the gateway need as many open files: ulimit -n 20000.

import { createConnection } from 'node:net';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8080' },
    connections: { type: 'string', default: '10000' },
    requests: { type: 'string', default: '200' },
  },
});
const url = new URL(values.url);
const sockets = [];

async function times(count) {
  const millis = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const answer = await fetch(new URL('/robots.txt', url));
    await answer.text();
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    millis.push(performance.now() - start);
  }
  millis.sort((a, b) => a - b);
  return `p50 ${millis[Math.floor(count * 0.5)].toFixed(1)} ms, p99 ${millis[Math.floor(count * 0.99)].toFixed(1)} ms`;
}

function open() {
  return new Promise((done, failed) => {
    const socket = createConnection({ host: url.hostname, port: Number(url.port || 80) }, () => done(socket));
    socket.on('error', failed);
  });
}

const requests = Number(values.requests);
console.log(`alone: ${await times(requests)}`);
while (sockets.length < Number(values.connections)) {
  sockets.push(...(await Promise.all(Array.from({ length: 100 }, open))));
}
console.log(`beside ${sockets.length} idle connections: ${await times(requests)}`);
console.log(`still open: ${sockets.filter((socket) => !socket.destroyed && !socket.readableEnded).length}`);
for (const socket of sockets) socket.destroy();
