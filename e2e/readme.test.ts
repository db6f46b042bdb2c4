import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { copyProject } from '../testing/copy-project.ts'
import { container } from './container.ts'
import { node, run } from './processes.ts'

const readme = readFileSync('README.md', 'utf8')

/** The content of the code block that begins with `start`. */
function block(start: string): string {
  const found = readme.split('```').find(text => text.replace(/^\w+\n/, '').startsWith(start))
  if (found === undefined) throw new Error(`The README has no block that begins with: ${start}`)
  return found.replace(/^\w+\n/, '')
}

describe('"Write a tool", done word for word in a copy of the project', () => {
  const copy = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
  beforeAll(() => {
    copyProject(copy)
    writeFileSync(join(copy, 'app/tools/add.ts'), block('// app/tools/add.ts'))
    writeFileSync(join(copy, 'app/tools/add.test.ts'), block('// app/tools/add.test.ts'))
    appendFileSync(join(copy, 'app/tools/index.ts'), block('export { add }'))
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test('takes ten lines for the tool, five for its test, and one in the index', () => {
    const code = (start: string) => block(start).trimEnd().split('\n').slice(1)
    expect(code('// app/tools/add.ts').filter(line => line !== '')).toHaveLength(9)
    expect(code('// app/tools/add.test.ts').filter(line => line !== '' && !line.startsWith('import'))).toHaveLength(5)
    expect(block('export { add }').trimEnd()).not.toContain('\n')
  })

  test('passes the type check', async () => {
    const { code, stdout } = await node([resolve('node_modules/typescript/bin/tsc'), '-p', '.'], {}, { cwd: copy })
      .ended
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })

  test('passes its own test', async () => {
    const vitest = [resolve('node_modules/vitest/vitest.mjs'), 'run', 'app/tools/add.test.ts']
    const { code, stdout, stderr } = await node(vitest, {}, { cwd: copy }).ended
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/1 passed/)
  })

  test('serves the tool', async () => {
    await using server = node(['app/server.ts'], { PORT: '0' }, { cwd: copy })
    const [, endpoint = ''] = await server.prints(/MCP endpoint: (\S+)/)
    const { stdout } = await node(['client/client.ts'], { MCP_SERVER_ENDPOINT: endpoint }).ended
    expect(stdout).toContain("name: 'add'")
  })
})

test.skipIf(inject('image') === null)('the curl of "The image" gets the list of tools', async () => {
  await using server = await container(inject('image') ?? '')
  await server.invoke({})
  const command = block('curl -s').replace(
    'http://localhost:9000/2015-03-31/functions/function/invocations',
    server.endpoint,
  )
  const { stdout } = await run('sh', ['-c', command]).ended
  expect(JSON.parse(stdout)).toMatchObject({ statusCode: 200, body: expect.stringContaining('"name":"ping"') })
})

test('"Ask the user" shows what the tool does', () => {
  expect(readFileSync('app/tools/delete-report.ts', 'utf8')).toContain(block('  run('))
})

test('the table of packages names every dependency of the bundle, and each folder it names is there to read', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  const table = readme.slice(readme.indexOf('| package |'))
  for (const name of Object.keys(dependencies)) expect(table).toContain(`\`${name}\``)
})

test('every script is explained', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  for (const name of Object.keys(scripts)) {
    expect(readme).toMatch(new RegExp(`npm (run )?${name}\\b`))
  }
})
