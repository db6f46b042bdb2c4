import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyWithFixtures } from '../testing/copy-project.ts'
import { node } from '../testing/processes.ts'

// A tool that no client could be told of, put into a copy of the project as its author would: refused at start and by the
// build, in one sentence.

const tool = (input: string) => `import * as z from 'zod'
import { defineTool } from '../mcp/tool.ts'

export const remind = defineTool({
  name: 'remind',
  description: 'Sets a reminder.',
  input: ${input},
  run: () => 'done',
})
`

describe.each([
  [
    'a date',
    'z.object({ at: z.coerce.date() })',
    /^The input of the tool "remind" has z\.date\(\) in the field "at".*z\.iso\.datetime\(\)/,
  ],
  [
    'a raw shape',
    '{ city: z.string() } as never',
    /^The input of the tool "remind" is not a zod 4 schema.*"city".*z\.object/,
  ],
])('a tool with %s', (_what, input, sentence) => {
  const copy = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
  beforeAll(() => {
    copyWithFixtures(copy)
    writeFileSync(join(copy, 'app/tools/remind.ts'), tool(input))
    appendFileSync(join(copy, 'app/tools/index.ts'), "export { remind } from './remind.ts'\n")
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test.each([
    ['npm start', ['app/local-server.ts']],
    ['npm run build', ['scripts/build.ts', 'dist']],
  ])('is refused by %s', async (_command, args) => {
    const { code, stderr } = await node(args, { PORT: '0' }, { cwd: copy }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(sentence)
    expect(stderr.trimEnd()).not.toContain('\n')
  })
})

test('a tool that cannot be loaded in the build is not refused by it', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
  copyWithFixtures(copy)
  const ping = join(copy, 'app/tools/ping.ts')
  writeFileSync(
    ping,
    `if (!process.env.DATABASE) throw new Error('DATABASE is not set')\n${readFileSync(ping, 'utf8')}`,
  )
  const { code, stderr } = await node(['scripts/build.ts', 'dist'], {}, { cwd: copy }).ended
  rmSync(copy, { recursive: true, force: true })
  expect(stderr).toContain('DATABASE is not set')
  expect(code).toBe(0)
})

describe('of a copy with a second tool of one name,', () => {
  const copy = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
  const build = (...args: string[]) =>
    node(['scripts/build.ts', 'dist', '--no-snapshot', ...args], {}, { cwd: copy }).ended
  beforeAll(() => {
    copyWithFixtures(copy)
    writeFileSync(join(copy, 'app/tools/remind.ts'), tool('z.object({})').replace("name: 'remind'", "name: 'ping'"))
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test('npm run build -- --explain of what nobody offers names what there is', async () => {
    const { code, stderr } = await build('--explain', 'remind')
    expect([code, stderr.trim()]).toEqual([
      1,
      'Nothing is called "remind". There are: check-connection, about, countdown, delete-report, ping, whoami.',
    ])
  })

  test('npm run build names both', async () => {
    appendFileSync(join(copy, 'app/tools/index.ts'), "export { remind } from './remind.ts'\n")
    const { code, stderr } = await build()
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Two tools are called "ping"[^\n]*\n$/)
  })
})
