import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { copyProject } from '../testing/copy-project.ts'
import { codeBlock, readPage } from '../testing/pages.ts'
import { node, run } from '../testing/processes.ts'
import { container } from './container.ts'

describe('"Your first tool" of the README, done word for word in a copy of the project', () => {
  const copy = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
  beforeAll(() => {
    copyProject(copy)
    writeFileSync(join(copy, 'app/tools/add.ts'), codeBlock('// app/tools/add.ts'))
    writeFileSync(join(copy, 'app/tools/add.test.ts'), codeBlock('// app/tools/add.test.ts'))
    appendFileSync(join(copy, 'app/tools/index.ts'), codeBlock('export { add }'))
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test('takes nine lines for the tool, five for its test, and one in the index', () => {
    const code = (start: string) => codeBlock(start).trimEnd().split('\n').slice(1)
    expect(code('// app/tools/add.ts').filter(line => line !== '')).toHaveLength(9)
    expect(code('// app/tools/add.test.ts').filter(line => line !== '' && !line.startsWith('import'))).toHaveLength(5)
    expect(codeBlock('export { add }').trimEnd()).not.toContain('\n')
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
    await using server = node(['app/local-server.ts'], { PORT: '0' }, { cwd: copy })
    const [, endpoint = ''] = await server.prints(/MCP endpoint: (\S+)/)
    const { stdout } = await node(['client/client.ts'], { MCP_SERVER_ENDPOINT: endpoint }).ended
    expect(stdout).toContain("name: 'add'")
  })
})

test.skipIf(inject('image') === null)('the curl of docs/image.md gets the list of tools', async () => {
  await using server = await container(inject('image') ?? '')
  await server.invoke({})
  const command = codeBlock('curl -s', 'docs/image.md').replace(
    'http://localhost:9000/2015-03-31/functions/function/invocations',
    server.endpoint,
  )
  const { stdout } = await run('sh', ['-c', command]).ended
  expect(JSON.parse(stdout)).toMatchObject({ statusCode: 200, body: expect.stringContaining('"name":"ping"') })
})

describe('the table of docs/dependencies.md', () => {
  const page = readPage('docs/dependencies.md')
  const table = page.slice(page.indexOf('| package |')).split('\n\n')[0] ?? ''
  const rows = table.split('\n').slice(2)
  const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >

  test('names every dependency of the bundle, and none that is not installed', () => {
    // `/conformance` stands for the same scope as the one before it.
    const named = rows.flatMap(row => quoted(row.split('|')[1])).filter(name => !name.startsWith('/'))
    expect(named).toEqual(expect.arrayContaining(Object.keys(dependencies)))
    expect(named.filter(name => !(name in dependencies || name in devDependencies))).toEqual([])
  })

  test('names folders and files that are there to read', () => {
    const places = rows.flatMap(row => quoted(row.split('|')[2])).filter(place => place.includes('/'))
    expect(places.length).toBeGreaterThan(5)
    expect(places.filter(place => !existsSync(place))).toEqual([])
  })
})

test('every script of package.json stands in docs/commands.md', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const page = readPage('docs/commands.md')
  const missing = Object.keys(scripts).filter(name => !new RegExp(`npm (run )?${name}(?![\\w:-])`).test(page))
  expect(missing).toEqual([])
})

test('the README has at most 200 lines', () => {
  expect(readPage().trimEnd().split('\n').length).toBeLessThanOrEqual(200)
})

describe('the install buttons of the README', () => {
  const links = [...readPage().matchAll(/\((https:\/\/[^\s)]+\?name=[^)]+)\)/g)].map(([, url = '']) => new URL(url))
  const { name } = JSON.parse(readPage('package.json')) as { name: string }
  const server = { url: 'http://127.0.0.1:3000/mcp' }
  const of = (host: string) => links.find(link => link.host === host)?.searchParams

  test('name the project', () => {
    expect(links.map(({ searchParams }) => searchParams.get('name'))).toEqual([name, name])
  })

  test('give VS Code the local server, as JSON', () => {
    expect(JSON.parse(of('vscode.dev')?.get('config') ?? '')).toEqual({ type: 'http', ...server })
  })

  test('give Cursor the local server, as JSON in base64', () => {
    expect(JSON.parse(Buffer.from(of('cursor.com')?.get('config') ?? '', 'base64').toString())).toEqual(server)
  })
})
