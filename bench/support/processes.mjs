// Processes and HTTP calls that the scripts here share.

import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const executable = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';

/** Starts the packaged jar; its log goes into the directory. `ended` resolves when the process is gone. */
export function java(name, directory, options, ...parameters) {
  const log = openSync(join(directory, `${name}.log`), 'a');
  const jar = join(root, 'target/quarkus-app/quarkus-run.jar');
  const child = spawn(executable, ['-Xmx1g', ...options, '-jar', jar, ...parameters], {
    stdio: ['ignore', log, log],
    cwd: directory,
  });
  child.ended = new Promise((done) => {
    child.once('exit', done);
  });
  return child;
}

/** Ends the process as an operator would, and by force if that takes more than half a minute. */
export async function stop(child) {
  const force = setTimeout(() => child.kill('SIGKILL'), 30_000);
  child.kill();
  await child.ended;
  clearTimeout(force);
}

/** Resolves once the process answers at the address, in a minute at the latest; throws if it has ended before. */
export async function answers(url, child) {
  for (let i = 0; i < 240; i++) {
    if (child.exitCode !== null) {
      throw new Error(`${child.spawnargs[0]} ended at once: does JAVA_HOME name a JDK of 25 or newer, and is the jar built?`);
    }
    try {
      await fetch(url, { signal: AbortSignal.timeout(10_000) });
      return;
    } catch {
      await sleep(250);
    }
  }
  throw new Error(`${url} does not answer`);
}

/** The body as JSON; throws for any status but 2xx. */
export async function json(url, init) {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 300)}`);
  return text ? JSON.parse(text) : undefined;
}
