import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

// Made for a sandbox without processes; these would switch off what is tested here:
// CORS with its preflights, and the back-forward cache (which needs processes).
const unwanted = /^--(single-process|no-zygote|disable-web-security|disable-site-isolation-trials|disable-features)/;

/** A whole Chrome, which the packaged one is not: that of CHROME_PATH, or where Linux distributions put theirs. */
export const wholeChrome = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));

/**
 * Starts that whole Chrome.
 * @param {...string} options
 */
export const launchWhole = (...options) => start(wholeChrome, [], options);

/**
 * Opens a page in that whole Chrome with nobody attached: where developer tools are, Chromium does not prerender.
 * @param {string} url
 * @returns {() => Promise<void>} ends it
 */
export function openUnattended(url) {
  const profile = mkdtempSync(join(tmpdir(), 'utkast-chrome-'));
  const chrome = spawn(
    /** @type {string} */ (wholeChrome),
    ['--headless=new', '--no-sandbox', '--disable-gpu', ...quiet([]), `--user-data-dir=${profile}`, url],
    { stdio: 'ignore' },
  );
  return async () => {
    const ended = once(chrome, 'exit');
    chrome.kill();
    await ended;
    // Its own processes end a little later, and write until then.
    await rm(profile, { recursive: true, force: true, maxRetries: 30, retryDelay: 50 });
  };
}

/**
 * Starts Chromium: the one of CHROME_PATH, else the packaged one (Linux).
 * It reaches this machine and the hosts of `urls`, and nothing else.
 * @param {...string} urls
 */
export async function launch(...urls) {
  return start(process.env.CHROME_PATH, urls);
}

/**
 * @param {string | undefined} own
 * @param {string[]} urls
 * @param {string[]} options
 */
async function start(own, urls, options = []) {
  return chromium.launch({
    executablePath: own || (await packaged.executablePath()),
    chromiumSandbox: process.getuid?.() !== 0 && Boolean(own),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [...(own ? [] : packaged.args.filter((arg) => !unwanted.test(arg))), ...quiet(urls), ...options],
  });
}

/**
 * It asks nobody but this machine and the hosts of the URLs.
 * @param {string[]} urls
 */
function quiet(urls) {
  const hosts = ['localhost', '127.0.0.1', ...urls.map((url) => new URL(url).hostname)];
  return [
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    `--host-resolver-rules=MAP * ~NOTFOUND, ${hosts.map((host) => `EXCLUDE ${host}`).join(', ')}`,
  ];
}
