import type { Ajv } from 'ajv'
import { defineTool } from '../../mcp/tool.ts'

export function check(ajv: Ajv) {
  const validate = ajv.compile({ type: 'object', properties: { n: { type: 'integer', minimum: 1 } }, required: ['n'] })
  return {
    ajv: ajv.constructor.name,
    good: validate({ n: 1 }),
    bad: [validate({ n: 0.5 }), validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`)],
    missing: [validate({}), ajv.errorsText(validate.errors)],
  }
}

export const run = defineTool({
  name: 'ajv-run',
  description: 'Compiles a schema to code and validates with it.',
  async run() {
    const { Ajv } = await import('ajv')
    return JSON.stringify(check(new Ajv({ allErrors: true })))
  },
})
