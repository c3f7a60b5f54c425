// What Maven calls: installs the dependencies if they are missing or outdated, then runs one npm script.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const script = process.argv[2];
const folder = new URL('..', import.meta.url);

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`The snippet needs Node 20 or newer; ${process.execPath} is ${process.version}.`);
  process.exit(1);
}
if (!script) {
  console.error('Usage: node scripts/maven.mjs <npm script>');
  process.exit(1);
}

const modified = (path) => statSync(new URL(path, folder), { throwIfNoEntry: false })?.mtimeMs ?? 0;

function npm(...args) {
  // On Windows npm is a .cmd file, which needs a shell.
  const options = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' };
  const { status, error } = spawnSync('npm', args, options);
  if (error) {
    console.error(`npm cannot be started: ${error.message}`);
  }
  if (status !== 0) {
    process.exit(status || 1);
  }
}

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  npm('ci', '--no-audit', '--no-fund', '--no-progress', '--no-update-notifier', '--loglevel=error');
}
npm('run', '--silent', script);
