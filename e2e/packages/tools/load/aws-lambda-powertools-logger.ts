import { Logger } from '@aws-lambda-powertools/logger'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/aws-lambda-powertools-logger.ts'

const logger = new Logger()

export const load = defineTool({
  name: 'aws-lambda-powertools-logger-load',
  description: 'The same with a logger made while the module loads.',
  run: () => JSON.stringify(check(logger)),
})
