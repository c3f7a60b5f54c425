import { execFileSync } from 'node:child_process';

/** The tests run what is served, not the sources: build it first. */
export default () => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
};
