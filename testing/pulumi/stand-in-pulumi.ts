import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { node, type Process } from '../processes.ts'

// A `pulumi` for the tests of the scripts that run it: it records how it was called, and answers as the real one does
// (messages and exit codes of 3.265) in the situation that STAND_IN names.

export type Situation =
  | 'not downloaded'
  | 'logged out'
  | 'no such stack'
  | 'no such stack, old CLI'
  | 'backend out of reach'
  | 'init fails'
  | 'set fails'
  | 'up fails'
  | 'destroy fails'
  | 'slow up'
  | 'up dies'

interface Call {
  argv: string[]
  stdin: string
  env: NodeJS.ProcessEnv
}

const executable = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs')
const argv = process.argv.slice(2)
const is = situation => process.env.STAND_IN === situation
const called = (...words) => words.every((word, index) => argv[index] === word)
const stdin = called('config', 'set') ? readFileSync(0, 'utf8') : ''
appendFileSync(process.env.STAND_IN_CALLS, JSON.stringify({ argv, stdin, env: process.env }) + '\\n')
function end(code, message) {
  console.error('error: ' + message)
  process.exit(code)
}

// As npm's pulumi says it (lib/download.js, run.js), whatever it was called with.
if (is('not downloaded')) {
  console.error('Downloading pulumi v3.265.0...\\npulumi: fetch failed')
  process.exit(1)
}
if (called('whoami') && is('logged out')) end(3, 'PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions')
if (called('whoami')) console.log('ada')
if (called('stack', 'select') && (is('no such stack') || is('init fails'))) end(6, "no stack named 'dev' found")
if (called('stack', 'select') && is('no such stack, old CLI')) end(255, "no stack named 'dev' found")
if (called('stack', 'select') && is('backend out of reach')) end(1, 'could not query backend')
if (called('stack', 'init') && is('init fails')) end(1, 'could not create stack')
if (called('stack', 'init')) appendFileSync('Pulumi.' + argv[2] + '.yaml', process.env.STAND_IN_INIT ?? '')
if (called('config', 'set') && is('set fails')) end(1, 'incorrect passphrase')
if (called('up') && is('up fails')) end(4, 'update failed')
if (called('destroy') && is('destroy fails')) end(4, 'resource is protected')
if (called('up') && is('slow up')) {
  process.on('SIGINT', () => setTimeout(() => end(8, 'update cancelled'), 200))
  setTimeout(() => {}, 10_000)
}
if (called('up') && is('up dies')) setTimeout(() => {}, 10_000)
if (called('up')) console.log('updating')
`

export interface Workspace {
  directory: string
  env: NodeJS.ProcessEnv
  /** Runs one of the scripts there, without a terminal. */
  run(script: 'deploy' | 'destroy', args: string[], situation?: Situation): Process
  calls(): Call[]
  /** The commands that ran, as they would be typed. */
  commands(): string[]
}

/** A directory of its own with the stack files given, by the name of the stack, and the stand-in first on the PATH. */
export function workspace(files: Record<string, string>): Workspace {
  const directory = mkdtempSync(join(tmpdir(), 'stand-in-pulumi-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const record = join(directory, 'calls')
  writeFileSync(record, '')
  writeFileSync(join(directory, 'pulumi'), executable)
  chmodSync(join(directory, 'pulumi'), 0o755)
  for (const [stack, content] of Object.entries(files)) writeFileSync(join(directory, `Pulumi.${stack}.yaml`), content)

  const env = { PATH: `${directory}${delimiter}${process.env.PATH}`, STAND_IN_CALLS: record }
  const calls = () => readFileSync(record, 'utf8').split('\n').filter(Boolean).map(parseCall)
  return {
    directory,
    env,
    run: (script, args, situation) =>
      node(
        [resolve(`scripts/${script}.ts`), ...args],
        { ...env, STAND_IN: situation },
        { cwd: directory, detached: true },
      ),
    calls,
    commands: () => calls().map(({ argv }) => argv.join(' ')),
  }
}

function parseCall(line: string): Call {
  return JSON.parse(line) as Call
}
