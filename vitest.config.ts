import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const shared = {
  pool: 'forks',
  testTimeout: 60_000, // Ten times what the slowest takes on an idle machine: a busy one is no failure.
  hookTimeout: 60_000,
  // Many tests start processes of ours: compiled once, each starts in half of the time.
  env: { NODE_COMPILE_CACHE: resolve('node_modules/.cache/node') },
} as const

export default defineConfig({
  test: {
    maxWorkers: '100%', // Most of the time goes into waiting for processes: a core left free would be idle.
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: [
            '{app,bench,bootstrap,client,command-line,docs,infra,local,policy,scripts,testing}/**/*.test.ts',
            'packages/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          // Some of these build an image, with whatever else does at the same time.
          testTimeout: 240_000,
          hookTimeout: 240_000,
          include: ['e2e/**/*.test.ts'],
          // More than a hundred packages in images of 1.6 GB: `npm run matrix` tries them, and so does CI.
          exclude: [
            '**/node_modules/**',
            'e2e/engine/**',
            ...(process.env.MATRIX || process.env.CI ? [] : ['e2e/packages/matrix.test.ts']),
          ],
          globalSetup: 'e2e/requirements.ts',
        },
      },
      {
        test: {
          ...shared,
          name: 'engine',
          include: ['e2e/engine/**/*.test.ts'],
          globalSetup: 'e2e/engine/requirements.ts',
          testTimeout: 600_000, // A life of a stack is many commands of the CLI, of some seconds each.
        },
      },
    ],
    // CI reads its counts from here.
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results.json' }]] : ['default'],
  },
})
