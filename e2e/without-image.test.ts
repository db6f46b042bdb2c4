import { expect, test } from 'vitest'
import { node } from '../testing/processes.ts'

// What becomes of the tests on a machine where the image cannot be had: this one's, run by a Vitest of their own.

const unheard = { DOCKER_HOST: undefined, BASE_IMAGE: '127.0.0.1:9/no-such-base:1' } // Nobody listens on port 9.
const noEngine = { DOCKER_HOST: 'unix:///nonexistent' }

test.each<[string, NodeJS.ProcessEnv, code: number, sentence: RegExp]>([
  [
    'cannot pull the base, what needs it is skipped',
    unheard,
    0,
    /^Skipped: Container tests need the image, which cannot be built: .+\. Mend that, .+$/m,
  ],
  [
    'cannot pull the base, CI fails for it',
    { ...unheard, CI: 'true' },
    1,
    /Container tests need the image, which cannot be built: /,
  ],
  ['is not there, what needs it is skipped', noEngine, 0, /^Skipped: Container tests need Docker: .+$/m],
  ['is not there, CI fails for it', { ...noEngine, CI: 'true' }, 1, /Container tests need Docker: /],
])('where an engine %s, and everything else runs', async (_state, env, code, sentence) => {
  const files = ['e2e/requirements.test.ts', 'e2e/build-context.test.ts', 'local/watch.test.ts']
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', ...files]
  // Of its own kind: what this Vitest has told its tests is not for that one.
  const ended = await node(vitest, { CI: '', VITEST: undefined, VITEST_WORKER_ID: undefined, ...env }).ended
  const printed = ended.stdout + ended.stderr
  expect(printed).toMatch(sentence)
  expect(printed).toMatch(/\d+ passed/)
  expect(printed).not.toContain('No test files found')
  if (code === 1) expect(printed).toContain('1 failed')
  expect(ended.code, printed).toBe(code)
})
