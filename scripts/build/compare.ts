import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { APIGatewayProxyResult } from 'aws-lambda'
import { codeFlags } from 'lambda-snapshot'
import { harmless, type NamedEvent } from './harmless.ts'

/** A server: the module with its handlers, and the snapshot that it is restored from, if any. */
export interface Build {
  module: string
  blob?: string
}

/** The server as `npm start` runs it. */
export const plain: Build = { module: join(import.meta.dirname, 'plain.ts') }

/** One event's answers: the whole one of `app.handler`, and what `app.stream` sent, in the same form. */
interface Answers {
  buffered: APIGatewayProxyResult
  streamed: APIGatewayProxyResult
}

/**
 * Sends requests to both handlers of two builds, each in a process of its own, started with the flags of Lambda's
 * bootstrap.
 *
 * @param requests default: those that run no tool
 * @returns how many were sent
 * @throws {Error} naming the requests whose answers differ, or when one of the builds does not answer
 */
export function compare(one: Build, other: Build, requests: readonly NamedEvent[] = harmless): number {
  const [expected, found] = [answers(one, requests), answers(other, requests)]
  const namesWhere = (differs: (index: number) => boolean) =>
    requests.filter((_, index) => differs(index)).map(({ name }) => name)
  const between = namesWhere(index => !isDeepStrictEqual(expected[index], found[index]))
  if (between.length > 0) {
    const first = requests.findIndex(({ name }) => name === between[0])
    throw new Error(
      `${nameOf(other)} answers otherwise than ${nameOf(one)}: ${between.join('; ')}\n${difference(expected[first], found[first])}\n` +
        'A list has to be the same in every process: see that no description or schema holds the time, the environment or something ' +
        'random. If none does, it is a fault of this project, and `SNAPSHOT=off` or `--no-snapshot` may be a way round.',
    )
  }
  const within = namesWhere(index => !streamsTheSame(expected[index]))
  if (within.length > 0) throw new Error(`${nameOf(one)} streams otherwise than it answers: ${within.join('; ')}`)
  const alive = expected[requests.findIndex(({ name }) => name.startsWith('tools/list'))]?.buffered
  if (alive?.statusCode !== 200) throw new Error(`${nameOf(one)} does not answer tools/list: ${JSON.stringify(alive)}`)
  return requests.length
}

/** A question to the user is signed, so the key is there, although no answer that is compared shows a signature. */
const env = { LOG_LEVEL: 'error', STATE_KEYS: '0'.repeat(64) }

const nameOf = ({ module, blob }: Build) => blob ?? module

/** The first place where two answers differ, with a little of what is around it. */
function difference(one: unknown, other: unknown): string {
  const [text, otherText] = [JSON.stringify(one) ?? 'nothing', JSON.stringify(other) ?? 'nothing']
  const at = [...text].findIndex((character, index) => character !== otherText[index])
  const from = Math.max(0, (at < 0 ? text.length : at) - 60)
  return [text, otherText].map(each => `  …${each.slice(from, from + 120)}…`).join('\n  and not\n')
}

/** The length of a stream is known of a collected one only. */
function streamsTheSame(answers: Answers | undefined): boolean {
  if (answers === undefined) return false
  const { buffered, streamed } = answers
  const { 'content-length': length, ...headers } = buffered.headers ?? {}
  const isStream = String(headers['content-type']).startsWith('text/event-stream')
  return isDeepStrictEqual(streamed, isStream ? { ...buffered, headers } : buffered)
}

function answers({ module, blob }: Build, requests: readonly NamedEvent[]): Answers[] {
  const restored = blob === undefined ? [] : ['--snapshot-blob', blob]
  const temporary = mkdtempSync(join(tmpdir(), 'answers-'))
  const result = join(temporary, 'result.json') // The tools may print what they like.
  const program = join(import.meta.dirname, 'answer.cjs')
  try {
    execFileSync(process.execPath, [...restored, ...codeFlags, '--no-warnings', program, resolve(module), result], {
      input: JSON.stringify(requests.map(({ event }) => event)),
      env,
      maxBuffer: 1 << 28,
    })
    return JSON.parse(readFileSync(result, 'utf8'))
  } finally {
    rmSync(temporary, { recursive: true })
  }
}
