import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type * as z from 'zod'
import { createCall } from './request-scope.ts'
import { servedCall } from './swallowed.ts'

type Convert = StandardSchemaWithJSON['~standard']['jsonSchema']['input']

/**
 * A schema as the SDK lists it. Its JSON form is made once a process: the SDK asks for it at each call and each list.
 *
 * What `checkSchema` cannot know of may still fail there, as a default that throws. Then the log tells, and this one schema is
 * listed as any object: it must not take the others from the list.
 *
 * @param of whose it is, for the log: `tool "ping"`
 */
export function listedSchema(of: string, schema: z.ZodObject): StandardSchemaWithJSON {
  const standard = schema['~standard']
  const { input, output } = standard.jsonSchema
  return { '~standard': { ...standard, jsonSchema: { input: once(of, input), output: once(of, output) } } }
}

function once(of: string, convert: Convert): Convert {
  let converted: ReturnType<Convert> | undefined
  return options => {
    try {
      converted ??= convert(options)
    } catch (error) {
      const { log, requestId } = servedCall() ?? createCall()
      log.error('schema not listed', { of, request: requestId, error })
      converted = { type: 'object' }
    }
    return converted
  }
}
