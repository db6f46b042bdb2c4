import { existsSync, globSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPage } from '../testing/pages.ts'

const root = resolve(import.meta.dirname, '..')
const pages = ['README.md', ...globSync('docs/*.md', { cwd: root }).sort()]
/** A page without its blocks of code. */
const prose = (page: string) => readPage(page).replace(/^```.*?^```/gms, '')

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

test('the index lists every page once', () => {
  const listed = [...readPage('docs/README.md').matchAll(/\| \[([\w-]+\.md)\]\(\1\) \|/g)].map(([, name]) => name)
  const files = pages.filter(page => page.startsWith('docs/') && page !== 'docs/README.md')
  expect(listed.sort()).toEqual(files.map(page => page.slice('docs/'.length)))
})

test('environment.md lists each variable that the server reads, once', () => {
  const source = ['app/config.ts', 'app/auth/jwt-config.ts'].map(page => readPage(page)).join('')
  const variables = new Set([...source.matchAll(/\benv\.([A-Z_]+)/g)].map(([, name = '']) => name))
  const rows = [...readPage('docs/environment.md').matchAll(/^\| (`.+?) \|/gm)]
  const listed = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name))
  // Lambda sets these itself.
  const own = [...variables].filter(name => !name.startsWith('AWS_LAMBDA_'))
  expect(listed.sort()).toEqual(own.sort())
})
