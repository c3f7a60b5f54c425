import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/{snippet,core,full,trouble,utk}.e2e.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
