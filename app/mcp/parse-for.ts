import type * as z from 'zod'
import { runAs } from '../run-as.ts'
import { type Call, whileCalled } from './request-scope.ts'

/**
 * Parses a value for a call, no longer than until its signal aborts. A schema may have functions of its own - refine,
 * transform, default -, and what these throw is thrown here.
 *
 * @param of whose schema it is, as `tool "ping"`
 */
export function parseFor<Schema extends z.ZodType>(
  call: Call,
  of: string,
  schema: Schema,
  value: unknown,
): Promise<z.ZodSafeParseResult<z.output<Schema>>> {
  const origin = { request: call.requestId, of: `the schema of ${of}`, harmless: true } as const
  return whileCalled(call, of, () => runAs(origin, () => schema.safeParseAsync(value)))
}
