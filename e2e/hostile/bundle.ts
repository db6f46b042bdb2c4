// What the bundle for the hostile tests exports, as app/bundle.ts does for the image: the same handlers, which offer more.
import '../../app/zod-config.ts'
import { createDeployedHandler } from '../../app/lambda.ts'
import { createDeployedStream } from '../../app/stream.ts'
import { createShippedMcp } from './shipped.ts'

export { warmUp } from '../../app/warm-up.ts'

const mcp = createShippedMcp()

export const start = () => ({ handler: createDeployedHandler(() => mcp), stream: createDeployedStream(() => mcp) })
