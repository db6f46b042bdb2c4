import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { APIGatewayProxyResult } from 'aws-lambda'
import { corpus } from './corpus.ts'

/** A built server: the folder of its `app.cjs`, and the snapshot that it is restored from, if any. */
export interface Build {
  folder: string
  blob?: string
}

/**
 * Sends the corpus to two builds, each in a process of its own, started with the flags of Lambda's bootstrap.
 *
 * @returns how many requests were sent
 * @throws {Error} naming the requests whose answers differ, or when one of the builds does not answer
 */
export function compare(one: Build, other: Build): number {
  const [expected, found] = [one, other].map(answers)
  const different = corpus.filter((_, index) => !isDeepStrictEqual(expected?.[index], found?.[index]))
  if (different.length > 0) {
    throw new Error(
      `${other.blob ?? other.folder} answers otherwise than ${one.blob ?? one.folder}: ` +
        different.map(({ name }) => name).join('; '),
    )
  }
  const alive = expected?.[corpus.findIndex(({ name }) => name.startsWith('tools/list'))]
  if (alive?.statusCode !== 200) throw new Error(`${one.folder} does not answer tools/list: ${JSON.stringify(alive)}`)
  return corpus.length
}

/** A question to the user is signed, so the key is there, although no answer of the corpus shows a signature. */
const env = { LOG_LEVEL: 'error', STATE_KEYS: '0'.repeat(64) }

function answers({ folder, blob }: Build): APIGatewayProxyResult[] {
  const restored = blob === undefined ? [] : ['--snapshot-blob', blob]
  const printed = execFileSync(
    process.execPath,
    [...restored, '--expose-gc', join(import.meta.dirname, 'answer.cjs'), resolve(folder)],
    { input: JSON.stringify(corpus.map(({ event }) => event)), env, maxBuffer: 1 << 28 },
  )
  return JSON.parse(printed.toString())
}
