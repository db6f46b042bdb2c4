import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readStackFile } from '../../command-line/stack-file.ts'
import { type Situation, type Workspace, workspace } from '../../testing/pulumi/stand-in-pulumi.ts'
import { askToken, provideToken } from './token.ts'

const QUESTION = 'mcp:tokens[0], the token that callers must send (Enter makes one): '
const STRONG = 'a-token-that-is-strong-enough-for-production'
const SET = ['config', 'set', '--stack', 'dev', '--path', '--secret', 'mcp:tokens[0]']
const asksForToken = 'config:\n  mcp:authorization: token\n'

/** A terminal on which somebody types these answers, each when it is asked for. */
function terminal(...answers: string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true })
  const output = new PassThrough()
  let shown = ''
  output.on('data', async chunk => {
    shown += chunk
    await setImmediate()
    if (String(chunk).endsWith(': ')) input.write(answers.shift() ?? '\x04')
  })
  return { input, output, shown: () => shown }
}

const logged: unknown[] = []
beforeEach(() => {
  logged.length = 0
  vi.stubEnv('PULUMI_CONFIG_PASSPHRASE', undefined)
  vi.stubEnv('PULUMI_CONFIG_PASSPHRASE_FILE', undefined)
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(line => logged.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

test('a token that is typed is never echoed', async () => {
  const typing = terminal('good_access_token\r')
  expect(await askToken(false, typing)).toBe('good_access_token')
  expect(typing.shown()).toBe(`${QUESTION}\n`)
})

test('Backspace corrects it, and what is pasted behind it is left alone', async () => {
  expect(await askToken(false, terminal('good_access_tokenx\x7f \rls -la\r'))).toBe('good_access_token')
})

test('a token that no caller could send, or that is too short for production, is asked for again', async () => {
  const typing = terminal('two words\r', 'short\r', `${STRONG}\r`)
  expect(await askToken(true, typing)).toBe(STRONG)
  expect(typing.shown()).toBe(
    `${QUESTION}\nA token consists of letters, digits and -._~+/ only, with = at its end only: ` +
      `this one has another character.\n${QUESTION}\n` +
      `A token of production has at least 32 characters: this one has 5.\n${QUESTION}\n`,
  )
  expect(await askToken(false, terminal('short\r')), 'elsewhere it may be short').toBe('short')
})

test.each([
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
])('%s ends it without a stack trace', async (_name, key) => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(code => {
    throw new Error(`exit ${code}`)
  })
  await expect(askToken(false, terminal(key))).rejects.toThrow('exit 130')
  expect(exit).toHaveBeenCalledOnce()
  expect(logged).toEqual(['Stopped: nothing is deployed. Run it again when you have the answer.'])
})

describe('where the stack has no token yet', () => {
  const origin = process.cwd()
  let dev: Workspace

  function inWorkspace(content: string, situation?: Situation) {
    dev = workspace({ dev: content })
    process.chdir(dev.directory)
    for (const [name, value] of Object.entries({ ...dev.env, STAND_IN: situation })) vi.stubEnv(name, value)
    return readStackFile('dev')
  }
  afterEach(() => process.chdir(origin))

  test('it stores the one that is typed, by way of standard input only', async () => {
    const typing = terminal('good_access_token\r')
    await provideToken(inWorkspace(asksForToken), typing)
    expect(dev.calls()).toMatchObject([{ argv: SET, stdin: 'good_access_token' }])
    expect(JSON.stringify(dev.calls().map(({ argv, env }) => [argv, env]))).not.toContain('good_access_token')
    expect(logged).toEqual(["$ pulumi config set --stack dev --path --secret 'mcp:tokens[0]'"])
    expect(typing.shown()).toBe(`${QUESTION}\n`)
  })

  test('Enter makes one, strong enough for production, which is shown once it is stored', async () => {
    const typing = terminal('\r')
    await provideToken(inWorkspace(`${asksForToken}  mcp:environment: production\n`), typing)
    const [call] = dev.calls()
    expect(call?.stdin).toMatch(/^[0-9a-f]{64}$/)
    expect(typing.shown()).toBe(
      `${QUESTION}\nThe token that callers must send, which is not shown again:\n${call?.stdin}\n`,
    )
    expect(logged.join()).not.toContain(call?.stdin)
  })

  test('one that could not be stored is not shown', async () => {
    vi.spyOn(process, 'exit').mockImplementation(code => {
      throw new Error(`exit ${code}`)
    })
    const typing = terminal('\r')
    await expect(provideToken(inWorkspace(asksForToken, 'set fails'), typing)).rejects.toThrow('exit 1')
    expect(typing.shown()).toBe(`${QUESTION}\n`)
  })

  // Pulumi cannot ask for it itself while its standard input is no terminal.
  test('it asks for the passphrase of a stack that has one, for this and the commands that follow', async () => {
    const typing = terminal('open sesame\r', 'good_access_token\r')
    await provideToken(inWorkspace(`${asksForToken}encryptionsalt: v1:abc\n`), typing)
    expect(dev.calls()).toMatchObject([
      { stdin: 'good_access_token', env: { PULUMI_CONFIG_PASSPHRASE: 'open sesame' } },
    ])
    expect(typing.shown()).toBe(`PULUMI_CONFIG_PASSPHRASE, which encrypts the secrets of dev: \n${QUESTION}\n`)
  })

  test.each([
    ['PULUMI_CONFIG_PASSPHRASE', ''],
    ['PULUMI_CONFIG_PASSPHRASE_FILE', 'passphrase.txt'],
  ])('it does not where %s is set', async (name, value) => {
    vi.stubEnv(name, value)
    const typing = terminal('good_access_token\r')
    await provideToken(inWorkspace(`${asksForToken}encryptionsalt: v1:abc\n`), typing)
    expect(typing.shown()).toBe(`${QUESTION}\n`)
  })

  test.each([
    ['asks for none', 'config:\n  mcp:authorization: none\n'],
    ['leaves it to an issuer', 'config:\n  mcp:authorization: jwt\n'],
    ['has one', `${asksForToken}  mcp:tokens:\n    - secure: v1:abc\n`],
    ['has its list encrypted as a whole', `${asksForToken}  mcp:tokens:\n    secure: v1:abc\n`],
  ])('a stack that %s is left as it is', async (_name, content) => {
    const typing = terminal()
    await provideToken(inWorkspace(content), typing)
    expect(dev.calls()).toEqual([])
    expect(typing.shown()).toBe('')
  })
})
