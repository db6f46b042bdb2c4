import { join } from 'node:path'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { codeFlags } from 'lambda-snapshot'
import { inject } from 'vitest'
import { type Log, silent } from '../../app/log.ts'
import { node } from '../../testing/processes.ts'
import type { LogRecord } from '../../testing/recording-log.ts'

export interface Restored extends AsyncDisposable {
  /** @param timeoutMs Lambda's timeout. Default: 30 s */
  invoke(event: APIGatewayProxyEvent, timeoutMs?: number): Promise<APIGatewayProxyResult>
}

interface Message {
  id: number
  answer?: APIGatewayProxyResult
  record?: LogRecord
}

/** Starts a process from the tests' snapshot, by NODE_OPTIONS as `launch.sh` does. Ended when it goes out of scope. */
export function restore(env: NodeJS.ProcessEnv, log: Log = silent): Restored {
  const folder = inject('frozen')
  const own = env.NODE_OPTIONS ? `${env.NODE_OPTIONS} ` : ''
  const NODE_OPTIONS = `${own}--snapshot-blob=${join(folder, 'app.blob')}`
  const {
    child,
    output,
    ended,
    [Symbol.asyncDispose]: end,
  } = node(
    [...codeFlags, join(import.meta.dirname, 'child.cjs'), folder],
    { ...env, NODE_OPTIONS },
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced' },
  )
  let sent = 0
  const waiting = new Map<number, (answer: APIGatewayProxyResult) => void>()
  child.on('message', ({ id, answer, record }: Message) => {
    if (record) log[record.level](record.message, record.fields)
    if (answer) waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  return {
    invoke(event, timeoutMs = 30_000) {
      const id = sent++
      child.send({ id, event, timeoutMs })
      const answered = new Promise<APIGatewayProxyResult>(resolve => waiting.set(id, resolve))
      const failed = ended.then(({ code }) => Promise.reject(new Error(`It ended with ${code}: ${output()}`)))
      return Promise.race([answered, failed])
    },
    [Symbol.asyncDispose]: end,
  }
}
