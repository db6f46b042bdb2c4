import { randomBytes, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { nanoid } from 'nanoid'
import { v4, v7 } from 'uuid'
import { defineTool } from '../../mcp/tool.ts'

const { random } = Math
const drawn = {
  now: Date.now(),
  date: new Date().toISOString(),
  origin: performance.timeOrigin,
  uptime: process.hrtime.bigint().toString(),
  uuid: randomUUID(),
  global: crypto.randomUUID(),
  values: crypto.getRandomValues(new Uint32Array(4)).join(),
  bytes: randomBytes(8).toString('hex'),
  random: Math.random(),
  kept: random(),
  nanoid: nanoid(),
  v4: v4(),
  v7: v7(),
}
const same = { pid: process.pid, ppid: process.ppid, host: hostname(), cwd: process.cwd(), execPath: process.execPath }

export const ways = defineTool({
  name: 'way-fresh',
  description: 'Draws the time and random values while the module loads: no two processes have one in common.',
  run: () =>
    JSON.stringify({
      drawn,
      later: { random: random(), uuid: crypto.randomUUID(), bytes: randomBytes(8).toString('hex') },
      own: Object.entries(same).map(
        ([name, value]) =>
          value ===
          { pid: process.pid, ppid: process.ppid, host: hostname(), cwd: process.cwd(), execPath: process.execPath }[
            name
          ],
      ),
    }),
})
