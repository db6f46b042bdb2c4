import * as nodeCrypto from 'node:crypto'
import { hostname } from 'node:os'
import { env } from 'node:process'
import * as z from 'zod'
import { createMcp, type Mcp } from '../../app/mcp/create-mcp.ts'
import { defineTool } from '../../app/mcp/tool.ts'
import { serverInfo } from '../../app/server-info.ts'

// Kept from the load on, as many a module does.
const { now } = Date
const { random } = Math
const { fetch } = globalThis
const kept = process.env

/** What no two processes have in common. */
const unique = () => ({
  globalUuid: crypto.randomUUID(),
  uuid: nodeCrypto.randomUUID(),
  freshUuid: nodeCrypto.randomUUID({ disableEntropyCache: true }),
  values: crypto.getRandomValues(new Uint32Array(2)).join(),
  bytes: nodeCrypto.randomBytes(8).toString('hex'),
  integer: nodeCrypto.randomInt(2 ** 40),
  random: Math.random(),
  randomKept: random(),
  now: now(),
  date: new Date().toISOString(),
  timeOrigin: performance.timeOrigin,
  hrtime: String(process.hrtime.bigint()),
  pid: process.pid,
})

const surroundings = defineTool({
  name: 'surroundings',
  description: 'Tells what the process knows of the world around it.',
  run: () =>
    JSON.stringify({
      restored: (globalThis as Record<symbol, { restored?: boolean } | undefined>)[Symbol.for('lambda-snapshot')]
        ?.restored,
      unique: unique(),
      environment: [
        ...[process.env.MARKER, env.MARKER, kept.MARKER, { ...kept }.MARKER],
        ...['MARKER' in kept, Object.keys(kept).includes('MARKER')],
      ],
      age: performance.now(),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      hour: new Date(0).getHours(),
      host: hostname(),
      directory: process.cwd(),
      options: process.env.NODE_OPTIONS ?? null,
      optionsOfChild: JSON.parse(
        process
          .getBuiltinModule('node:child_process')
          .execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env.NODE_OPTIONS ?? null)'], {
            encoding: 'utf8',
          }),
      ),
    }),
})

const fetches = defineTool({
  name: 'fetches',
  description: 'Answers what is served at an address.',
  input: z.object({ url: z.string() }),
  async run({ url }) {
    const { setTimeout: sleep } = await import('node:timers/promises')
    await sleep(1)
    return (await fetch(url)).text()
  },
})

/** Tools that tell one process from another. */
export const surrounded = (): Mcp => createMcp({ info: serverInfo, tools: [surroundings, fetches] })
