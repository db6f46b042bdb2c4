// What the bundle for the hostile tests exports, as app/lambda/image-entry.ts does for the image: the same handlers, which offer more.
import '../../app/zod-config.ts'
import { createDeployedHandler } from '../../app/lambda/handler.ts'
import { createDeployedStream } from '../../app/lambda/stream.ts'
import { createShippedMcp } from './shipped.ts'

export { warmUp } from '../../app/lambda/warm-up.ts'

const mcp = createShippedMcp()

export const start = () => ({ handler: createDeployedHandler(() => mcp), stream: createDeployedStream(() => mcp) })
