// What the bundle for the hostile tests exports, as app/bundle.ts does for the image: the same handlers, which offer more.
import '../../app/zod-config.ts'
import { warmUp } from '../../app/freeze.ts'
import { createShippedHandler } from '../../app/lambda.ts'
import { createShippedStream } from '../../app/stream.ts'
import { createShippedMcp } from './shipped.ts'

const mcp = createShippedMcp()

export const handler = createShippedHandler(mcp)
export const stream = createShippedStream(mcp)

export async function freeze() {
  await warmUp()
  return { handler, stream }
}
