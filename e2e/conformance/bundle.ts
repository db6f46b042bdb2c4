// What the image's bundle exports, with what the conformance suite calls in place of any other tools.
import '../../app/zod-config.ts'
import type { AppOptions } from '../../app/app.ts'
import { createHandler } from '../../app/lambda/handler.ts'
import { createStream } from '../../app/lambda/stream.ts'
import { silent } from '../../app/log.ts'
import { conformance } from '../servers/conformance.ts'

const options: AppOptions = {
  mcp: conformance(),
  log: silent,
  authorization: 'none',
  jwt: undefined,
  hosts: 'any',
  origins: 'any',
}

export const start = () => ({ handler: createHandler(options), stream: createStream(options) })
