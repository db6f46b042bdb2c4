import { defineConfig } from 'vitest/config'

const shared = { pool: 'forks', testTimeout: 20_000, hookTimeout: 60_000 } as const

export default defineConfig({
  test: {
    projects: [
      {
        test: { ...shared, name: 'unit', include: ['{app,bench,bootstrap,client,infra,policy,scripts}/**/*.test.ts'] },
      },
      { test: { ...shared, name: 'e2e', include: ['e2e/**/*.test.ts'], globalSetup: 'e2e/requirements.ts' } },
    ],
    // CI reads its counts from here.
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results.json' }]] : ['default'],
  },
})
