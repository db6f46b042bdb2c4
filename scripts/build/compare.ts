import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { APIGatewayProxyResult } from 'aws-lambda'
import { codeFlags } from './code-flags.ts'
import { corpus } from './corpus.ts'

/** A built server: the folder of its `app.cjs`, and the snapshot that it is restored from, if any. */
export interface Build {
  folder: string
  blob?: string
}

/** One event's answers: the whole one of `app.handler`, and what `app.stream` sent, in the same form. */
interface Answers {
  buffered: APIGatewayProxyResult
  streamed: APIGatewayProxyResult
}

/**
 * Sends the corpus to both handlers of two builds, each in a process of its own, started with the flags of Lambda's
 * bootstrap.
 *
 * @returns how many requests were sent
 * @throws {Error} naming the requests whose answers differ, or when one of the builds does not answer
 */
export function compare(one: Build, other: Build): number {
  const [expected, found] = [answers(one), answers(other)]
  const namesWhere = (differs: (index: number) => boolean) =>
    corpus.filter((_, index) => differs(index)).map(({ name }) => name)
  const between = namesWhere(index => !isDeepStrictEqual(expected[index], found[index]))
  if (between.length > 0) {
    throw new Error(`${nameOf(other)} answers otherwise than ${nameOf(one)}: ${between.join('; ')}`)
  }
  const within = namesWhere(index => !streamsTheSame(expected[index]))
  if (within.length > 0) throw new Error(`${nameOf(one)} streams otherwise than it answers: ${within.join('; ')}`)
  const alive = expected[corpus.findIndex(({ name }) => name.startsWith('tools/list'))]?.buffered
  if (alive?.statusCode !== 200) throw new Error(`${nameOf(one)} does not answer tools/list: ${JSON.stringify(alive)}`)
  return corpus.length
}

/** A question to the user is signed, so the key is there, although no answer of the corpus shows a signature. */
const env = { LOG_LEVEL: 'error', STATE_KEYS: '0'.repeat(64) }

const nameOf = ({ folder, blob }: Build) => blob ?? folder

/** The length of a stream is known of a collected one only. */
function streamsTheSame(answers: Answers | undefined): boolean {
  if (answers === undefined) return false
  const { buffered, streamed } = answers
  const { 'content-length': length, ...headers } = buffered.headers ?? {}
  const isStream = String(headers['content-type']).startsWith('text/event-stream')
  return isDeepStrictEqual(streamed, isStream ? { ...buffered, headers } : buffered)
}

function answers({ folder, blob }: Build): Answers[] {
  const restored = blob === undefined ? [] : ['--snapshot-blob', blob]
  const printed = execFileSync(
    process.execPath,
    [...restored, ...codeFlags, join(import.meta.dirname, 'answer.cjs'), resolve(folder)],
    { input: JSON.stringify(corpus.map(({ event }) => event)), env, maxBuffer: 1 << 28 },
  )
  return JSON.parse(printed.toString())
}
