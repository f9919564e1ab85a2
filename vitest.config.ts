import { defineConfig } from 'vitest/config'

const everything = ['tests/**/*.test.ts', 'tests/**/*.test.tsx']
const redis = ['tests/**/*.redis.test.ts']
const web = ['tests/web/**/*.test.ts', 'tests/web/**/*.test.tsx', 'tests/**/*.browser.test.ts']
const setupFiles = ['tests/support/local-network-only.ts']

/** Three projects: `unit` needs nothing, `redis` starts its own redis-server, `web` starts Chromium. */
export default defineConfig({
  test: {
    // Tests with Redis mostly wait.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: everything,
          exclude: [...redis, ...web],
          setupFiles,
          testTimeout: 30_000,
        },
      },
      { test: { name: 'redis', include: redis, setupFiles, testTimeout: 30_000, hookTimeout: 30_000 } },
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: { name: 'web', include: web, setupFiles, testTimeout: 60_000, hookTimeout: 120_000 },
      },
    ],
  },
})
