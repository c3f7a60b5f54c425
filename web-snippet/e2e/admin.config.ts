import { defineConfig } from 'vitest/config';

if (!process.env.UTKAST_URL) {
  throw new Error('UTKAST_URL must be the address of a running gateway with demo and sandbox');
}

export default defineConfig({
  test: { include: ['e2e/admin/*.e2e.ts'], testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false },
});
