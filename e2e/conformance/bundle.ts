// What the image's bundle exports, with what the conformance suite calls in place of the shipped tools.
import '../../app/zod-config.ts'
import { createHandler } from '../../app/lambda.ts'
import { silent } from '../../app/log.ts'
import { conformance } from '../servers/conformance.ts'

export const handler = createHandler({
  mcp: conformance(),
  log: silent,
  authorization: 'none',
  jwt: undefined,
  hosts: 'any',
  origins: 'any',
})
