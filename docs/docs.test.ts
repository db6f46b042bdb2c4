import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const pages = ['README.md', ...globSync('docs/*.md', { cwd: root }).sort()]
const read = (page: string) => readFileSync(join(root, page), 'utf8')
/** A page without its blocks of code. */
const prose = (page: string) => read(page).replace(/^```.*?^```/gms, '')

/** The headings of a page as GitHub names them in an address. */
function anchors(page: string): string[] {
  const headings = [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  return headings.map(heading =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

describe.each(pages)('%s', page => {
  const links = [...prose(page).matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)]
  const targets = links.map(([, path = '', anchor = '']) => ({
    path: path === '' ? page : join(dirname(page), path),
    anchor,
  }))

  test('links to files and folders that exist', () => {
    expect(targets.filter(({ path }) => !existsSync(join(root, path)))).toEqual([])
  })

  test('links to headings that exist', () => {
    const named = targets.filter(({ path, anchor }) => anchor !== '' && path.endsWith('.md'))
    expect(named.filter(({ path, anchor }) => !anchors(path).includes(anchor))).toEqual([])
  })
})

test('the README has at most 200 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200)
})

test('the index lists every page once', () => {
  const listed = [...read('docs/README.md').matchAll(/\| \[([\w-]+\.md)\]\(\1\) \|/g)].map(([, name]) => name)
  const files = pages.filter(page => page.startsWith('docs/') && page !== 'docs/README.md')
  expect(listed.sort()).toEqual(files.map(page => page.slice('docs/'.length)))
})

test('environment.md lists each variable that the server reads, once', () => {
  const source = ['app/config.ts', 'app/auth/jwt-config.ts'].map(read).join('')
  const variables = new Set([...source.matchAll(/\benv\.([A-Z_]+)/g)].map(([, name = '']) => name))
  const rows = [...read('docs/environment.md').matchAll(/^\| (`.+?) \|/gm)]
  const listed = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name))
  // Lambda sets these itself.
  const own = [...variables].filter(name => !name.startsWith('AWS_LAMBDA_'))
  expect(listed.sort()).toEqual(own.sort())
})

describe('the install buttons of the README', () => {
  const links = [...read('README.md').matchAll(/\((https:\/\/[^\s)]+\?name=[^)]+)\)/g)].map(
    ([, url = '']) => new URL(url),
  )
  const { name } = JSON.parse(read('package.json')) as { name: string }
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
