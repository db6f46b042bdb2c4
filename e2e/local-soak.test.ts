import { expect, test } from 'vitest'
import { soak } from '../local/soak.ts'
import { bundle, deployLocally } from './local-deployment.ts'

test('while instances die, no call hangs or gets the answer of another, and afterwards all are answered', async () => {
  using built = bundle()
  await using deployment = await deployLocally(built.host)
  await deployment.start(4)
  const report = await soak({
    deployment,
    token: undefined,
    instances: 4,
    clients: 20,
    calls: 400,
    everyMs: [200, 500],
    signal: new AbortController().signal,
  })
  expect(report.sound, report.text).toBe(true)
  expect(report.calls).toBe(400)
  expect(report.kills).toBeGreaterThan(0)
  expect(report.answered, report.text).toBeGreaterThan(200)
  expect(report.text).toMatch(/^Soak: 400 calls of 20 clients[\s\S]+After the chaos: 20 of 20 answered\n/)
})
