// What the image's bundle exports, with the tools of the conformance suite in place of the shipped ones.
import '../../app/zod-config.ts'
import { createShippedHandler } from '../../app/lambda.ts'
import { conformanceMcp } from './mcp.ts'

export const handler = createShippedHandler({ mcp: conformanceMcp })
