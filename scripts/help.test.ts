import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { node, run } from '../testing/processes.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** Programs of others, which have a help of their own. */
const others = ['inspect', 'test', 'matrix', 'rebuild']
const own = Object.keys(scripts).filter(name => !others.includes(name))

const npm = (name: string, ...args: string[]) => run('npm', ['run', '--silent', name, '--', ...args]).ended

describe('--help', () => {
  // Nothing but the help, in which every script has the same parts: so it has done nothing else.
  test.each(own)('of npm run %s is its usage, its options and an example, and nothing else', async name => {
    const { code, stdout, stderr } = await npm(name, '--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^Usage: npm [^\n]+\n\n[^\n]+\n\nOptions:\n( {2}-[^\n]+\n)+(\nEnvironment:\n( {2}[^\n]+\n)+)?\nExamples:\n( {2}[^\n]*npm [^\n]+\n)+$/,
    )
  })

  test.each(others)('of npm run %s is that of the program behind it', async name => {
    const { code, stdout } = await npm(name, '--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(/usage/i)
  })

  test.each([
    ['deploy', ['dev', '--help']],
    ['deploy', ['dev', '-h']],
    ['destroy', ['dev', '--yes', '--help']],
    ['release', ['rollback', '--help']],
    ['bench', ['gateway', '--help']],
  ])('is heeded wherever it stands: npm run %s -- %j', async (name, args) => {
    const { code, stdout, stderr } = await npm(name, ...args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: npm run /)
  })
})

describe('what no script takes is one sentence with an example, and status 1:', () => {
  test.each(own)('npm run %s -- --no-such-option', async name => {
    const { code, stdout, stderr } = await npm(name, '--no-such-option')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^[^\n]*--no-such-option[^\n]*npm [^\n]*\n$/)
  })

  test.each([
    ['image', ['more'], /^Unexpected argument 'more'\. Example: /],
    ['image', ['--tag'], /^Option '--tag <value>' argument missing\. Example: /],
    [
      'start',
      ['--port', 'http'],
      /^--port is "http", but must be a whole number from 0 to 65535\. Example: npm start -- --port 4101$/,
    ],
    ['issuer', ['--port', '70000'], /^--port is "70000", but must be a whole number from 0 to 65535\. Example: /],
    ['bench', ['--rounds', '0'], /^--rounds is "0", but must be a whole number above 0\. Example: /],
    ['client', ['--arguments', '[1]'], /^--arguments is \[1\], but must be a JSON object\. Example: /],
  ])('npm run %s -- %j', async (name, args, line) => {
    const { code, stderr } = await npm(name, ...args)
    expect(code).toBe(1)
    expect(stderr.trimEnd()).toMatch(line)
    expect(stderr.trimEnd()).not.toContain('\n')
  })
})

test('--port of npm start goes before PORT', async () => {
  await using server = node(['app/local-server.ts', '--port', '0'], { PORT: '70000' })
  await server.prints(/MCP endpoint: http:\/\/127\.0\.0\.1:\d+\/mcp/)
})
