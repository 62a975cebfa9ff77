import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['libs/**/*.test.ts', 'nodes/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/architecture/**/*.test.ts', 'test/conformance/**/*.test.ts', 'test/bad-input/**/*.test.ts', 'test/imported/**/*.test.ts', 'test/faults/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // One for each core: most tests wait for a server rather than work.
    maxWorkers: availableParallelism(),
    testTimeout: 20_000,
    // Real servers are started in hooks; on a busy machine that takes its time.
    hookTimeout: 120_000,
  },
})
