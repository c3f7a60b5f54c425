// Measures what a million visitors cost in memory: the limiter's and the duplicate memory's live heap, by class histogram.
//
//   ./mvnw package -DskipTests && node bench/memory.mjs [--visitors 1000000] [--java-options=-XX:+UseCompactObjectHeaders]
//
// Needs a JDK of 25 or newer in JAVA_HOME. It fills both as the gateway does, for one visitor and one event each, and
// compares the histogram with that of the empty memories.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const bin = (name) => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', name) : name);
const { values } = parseArgs({
  options: {
    visitors: { type: 'string', default: '1000000' },
    'java-options': { type: 'string', default: '' },
  },
});
const libraries = ['main', 'boot'].map((folder) => `${root}/target/quarkus-app/lib/${folder}/*`);
const classes = [`${root}/target/classes`, ...libraries].join(':');
// Compiled beside, not run from its source: only so it may enter the package whose doors are closed to others.
const compiled = mkdtempSync(join(tmpdir(), 'utkast-memory-'));
const source = ['-proc:none', '-nowarn', '-d', compiled, '-cp', classes, join(here, 'Memory.java')];
if (spawnSync(bin('javac'), source, { stdio: 'inherit' }).status !== 0) process.exit(1);
const options = ['-Xmx1g', ...values['java-options'].split(' ').filter(Boolean)];
const run = spawnSync(bin('java'), [...options, '-cp', `${compiled}:${classes}`, 'io.utkast.admit.Memory', values.visitors], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
rmSync(compiled, { recursive: true });
process.stdout.write(run.stdout);
process.exit(run.status);
