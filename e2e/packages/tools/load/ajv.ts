import { Ajv } from 'ajv'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/ajv.ts'

const ajv = new Ajv({ allErrors: true })

export const load = defineTool({
  name: 'ajv-load',
  description: 'The same with a validator made while the module loads.',
  run: () => JSON.stringify(check(ajv)),
})
