import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    // One browser and one server at a time: two cores.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // What a page shows is looked at until it is so: a page has no moment at which it is done.
    expect: { poll: { timeout: 15_000 } },
  },
})
