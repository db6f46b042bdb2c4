import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyProject } from '../testing/copy-project.ts'
import { node } from '../testing/processes.ts'

describe('npm run rename, in a copy of the project', () => {
  const copy = mkdtempSync(join(tmpdir(), 'renamed-'))
  const rename = (...args: string[]) => node(['scripts/rename.ts', ...args], {}, { cwd: copy }).ended
  const read = (path: string) => readFileSync(join(copy, path), 'utf8')
  const [orders, invoices] = ['orders', 'invoices'].map(word => `${word}-mcp`) as [string, string] // In no file, this one included.
  const before = JSON.parse(readFileSync('package.json', 'utf8')).name as string
  const tool = `// ${before} is what my tool looks up.\n`
  beforeAll(() => {
    copyProject(copy)
    writeFileSync(join(copy, 'app/tools/mine.ts'), tool)
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  /** The files that hold a text, other than in the name of the package that makes projects, which keeps its own. */
  function holding(text: string): string[] {
    return readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map(({ parentPath, name }) => join(parentPath, name).slice(copy.length + 1))
      .filter(path => read(path).replaceAll('create-serverless-mcp', '').includes(text))
  }

  test.each([
    [[], /^Which name\? Example: npm run rename -- my-server\n$/],
    [['My Server'], /^"My Server" is not a name for a project: use at most 32 lower-case letters.+\n$/],
    [['a--b'], /^"a--b" is not a name/],
    [['x'.repeat(33)], /is not a name for a project: use at most 32/],
    [['koa'], /^"koa" is a package that the project needs: choose another name, as koa-mcp\.\n$/],
    [[orders, 'more'], /^Unexpected argument 'more'\. Example: .+\n$/],
  ])('%j is refused in one line, and changes nothing', async (args, line) => {
    const { code, stdout, stderr } = await rename(...args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(line)
    expect(JSON.parse(read('package.json')).name).toBe(before)
  })

  test('--dry-run names the files, and changes none', async () => {
    const { stdout } = await rename(orders, '--dry-run')
    expect(stdout).toMatch(/^package\.json: 1 line\nWould change \d+ files: /m)
    expect(JSON.parse(read('package.json')).name).toBe(before)
  })

  test('changes every place, names the files, and leaves what an author writes', async () => {
    const { code, stdout } = await rename(orders)
    expect(code).toBe(0)
    for (const path of [
      'package.json',
      'package-lock.json',
      'Pulumi.yaml',
      'README.md',
      'scripts/image.ts',
      'docs/local.md',
    ])
      expect(stdout).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}: \\d+ lines?$`, 'm'))
    expect(holding(before)).toEqual(['app/tools/mine.ts'])
    expect(JSON.parse(read('package-lock.json'))).toMatchObject({
      name: orders,
      packages: { '': { name: orders } },
    })
    expect(read('Pulumi.yaml')).toMatch(new RegExp(`^name: ${orders}$`, 'm'))
    expect(read('app/server.ts')).toContain("  title: 'Orders MCP',")
  })

  test('a second time it finds nothing to do', async () => {
    expect(await rename(orders)).toMatchObject({
      code: 0,
      stdout: `The project is called ${orders} already: nothing to change.\n`,
    })
  })

  test('says where the name stood before, as a later rename could not tell', async () => {
    const { code, stdout } = await rename('gateway', '--dry-run')
    expect(stdout).toMatch(/^"gateway" stood in .+, … before\. A later rename cannot tell/m)
    expect(code).toBe(0)
  })

  test('the code keeps its format', async () => {
    const { code, stdout, stderr } = await node(
      ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
      {},
      { cwd: copy },
    ).ended
    expect(code, stdout + stderr).toBe(0)
  })

  test('a title of its own is kept by the next name', async () => {
    await rename(orders, '--title', "Orders of ACME's")
    expect(read('app/server.ts')).toContain(`  title: "Orders of ACME's",`)
    await rename(invoices)
    expect(read('app/server.ts')).toContain(`  title: "Orders of ACME's",`)
    expect(holding(orders)).toEqual([])
  })
})
