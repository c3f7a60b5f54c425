// Makes src/main/resources/bots/user-agents.txt from the npm package crawler-user-agents (MIT):
//
//   npm pack crawler-user-agents && tar xzf crawler-user-agents-*.tgz && node tools/user-agents.mjs package
//
// The package has regular expressions; nearly all are plain texts. What is not is spelled out below, and a new one that
// is neither stops this program.

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SPELLED_OUT = {
  'AdsBot-Google([^-]|$)': ['AdsBot-Google'],
  '(sistrix|SISTRIX) [cC]rawler': ['sistrix', 'SISTRIX'],
  'Ahrefs(Bot|SiteAudit)': ['AhrefsBot', 'AhrefsSiteAudit'],
  '(^| )sentry\\/': ['^sentry/', ' sentry/'],
  '(^| )PTST\\/': ['^PTST/', ' PTST/'],
  'BlogTraffic\\/\\d\\.\\d+ Feed-Fetcher': ['BlogTraffic/'],
  'Automaton|Newsify Feed Fetcher': ['Automaton', 'Newsify Feed Fetcher'],
  'Chirp|gotosocial': ['Chirp', 'gotosocial'],
  'ContextualBot[\\s\\S]*outcomes\\.net': ['ContextualBot'],
  'Current[\\s\\S]*RSS Reader': ['RSS Reader'],
  'Netumo|netumo': ['Netumo', 'netumo'],
  'Spider[\\s\\S]*spider\\.com': ['Spider'],
  'GoogleAssociationService$': ['GoogleAssociationService'],
  'SSL Labs$': ['SSL Labs'],
};

// Names that people's browsers carry too.
const LEFT_OUT = new Set([]);

const source = process.argv[2];
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const licence = readFileSync(join(source, 'LICENSE'), 'utf8').trim();
const entries = JSON.parse(readFileSync(join(source, 'crawler-user-agents.json'), 'utf8'));
const names = [...new Set(entries.flatMap(({ pattern }) => SPELLED_OUT[pattern] ?? spellOut(pattern)))]
  .filter((name) => !LEFT_OUT.has(name))
  .sort();

function spellOut(pattern) {
  const choice = /\[(\w)(\w)\]/.exec(pattern);
  if (choice) {
    return [choice[1], choice[2]].flatMap((letter) => spellOut(pattern.replace(choice[0], letter)));
  }
  const text = pattern.replace(/\\([^\w])/g, '\u0000$1');
  if (/[\\^$.*+?()[\]{}|]/.test(text.replace(/^\^/, '').replace(/\0./g, ''))) {
    throw new Error(`spell out ${pattern}`);
  }
  return [text.replaceAll('\u0000', '')];
}

const head = [
  `Names of robots in user agents, from crawler-user-agents ${version}; made by tools/user-agents.mjs.`,
  'One a line, found anywhere in the text, or at its start after ^.',
  '',
  ...licence.split('\n'),
];
const target = join(dirname(fileURLToPath(import.meta.url)), '../src/main/resources/bots/user-agents.txt');
writeFileSync(target, `${head.map((line) => `# ${line}`.trimEnd()).join('\n')}\n\n${names.join('\n')}\n`);
