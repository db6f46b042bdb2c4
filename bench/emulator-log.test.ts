import { expect, it } from 'vitest'
import { containerStart } from './emulator-log.ts'

const prefix = '22 Nov 2026 12:42:01,489 [INFO] (rapid)'
const lines = [
  'entered 1795351321480',
  `${prefix} exec '/var/runtime/bootstrap' (cwd=/var/task, handler=)`,
  `${prefix} INIT START(type: on-demand, phase: init)`,
  `${prefix} INIT RTDONE(status: success)`,
  `${prefix} INIT REPORT(durationMs: 265.661000)`,
  `${prefix} INVOKE START(requestId: 302c793d-6d69-421f-9cc3-889b2207ce96)`,
  `${prefix} INVOKE RTDONE(status: success, produced bytes: 0, duration: 9.634000ms)`,
  'REPORT RequestId: 302c793d\tInit Duration: 0.03 ms\tDuration: 275.20 ms\tBilled Duration: 276 ms',
]

it('reads what INIT and the first invocation took', () => {
  expect(containerStart(lines.join('\n'))).toEqual({ launch: 9, init: 265.661, call: 9.634 })
})

it('reads the first invocation of several', () => {
  const second = `${prefix} INVOKE RTDONE(status: success, produced bytes: 0, duration: 1.000000ms)`
  expect(containerStart([...lines, second].join('\n'))?.call).toBe(9.634)
})

it('reads nothing as long as a line is missing', () => {
  for (const count of [0, 1, 2, 4, 6]) expect(containerStart(lines.slice(0, count).join('\n'))).toBeUndefined()
  expect(containerStart(lines.slice(1).join('\n'))).toBeUndefined()
})

it.each([3, 6])('reads nothing of a start that failed (line %i)', failing => {
  const log = lines.with(failing, lines[failing]?.replace('success', 'error') ?? '').join('\n')
  expect(containerStart(log)).toBeUndefined()
})
