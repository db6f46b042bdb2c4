import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')

/** Other programs' messages: npm's, Pulumi's and AWS's. */
const others = [
  'npm warn EBADENGINE Unsupported engine',
  'error: incorrect passphrase',
  'the stack is currently locked by 1 lock(s)',
  'pending operations',
  'AccessDenied … no permissions boundary allows',
  'Missing Authentication Token',
]

const messages = [...page.matchAll(/^\| (`+) ?(.+?) ?\1 \|/gm)].map(([, , message = '']) => message)
const ours = messages.filter(message => !others.includes(message))

/** Each source file as its strings read when they are joined: concatenations made one, and backticks not escaped. */
const sources = globSync(
  '{app,client,command-line,infra,local,scripts,packages/*/src,packages/*/runtime}/**/*.{ts,js,cjs,sh}',
  {
    cwd: root,
  },
)
  .filter(path => !/\.test\.ts$|node_modules/.test(path))
  .map(path =>
    readFileSync(join(root, path), 'utf8')
      .replace(/['"`] \+\s*['"`]/g, '')
      .replaceAll('\\`', '`'),
  )

/** Whether a file has a message: what differs from case to case is a value in the source. */
function stands(message: string, source: string): boolean {
  const fixed = message.replace(/^… ?| ?…$/g, '').split('…')
  return new RegExp(fixed.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\$\\{.*?\\}')).test(source)
}

test('the page has at least twenty messages, most of them ours', () => {
  expect(messages.length).toBeGreaterThanOrEqual(20)
  expect(ours.length).toBeGreaterThan(messages.length / 2)
  expect(messages).toEqual(expect.arrayContaining(others))
})

test.each(ours)('the source still says: %s', message => {
  expect(sources.filter(source => stands(message, source))).not.toEqual([])
})
