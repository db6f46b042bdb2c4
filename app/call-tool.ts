import {
  type CallToolRequest,
  type CallToolResult,
  type InputRequiredResult,
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server'
import type * as z from 'zod'
import { type Call, whileCalled } from './call.ts'
import type { Context } from './context.ts'
import { openRound } from './elicitation.ts'
import { missingScopes } from './identity.ts'
import { scopesNeeded } from './scope-refusal.ts'
import { type Tool, ToolError } from './tool.ts'

/**
 * Answers `tools/call`: find the tool, check scopes, arguments and what comes back from a question, run it, check its answer.
 *
 * Which failure is a result and which a protocol error is the specification's choice (2025-11-25, server/tools, "Error
 * Handling"): what the model can mend is a result with `isError`, what only the server's people can is an error.
 *
 * @param stateKeys what questions to the user are signed with
 * @throws {LimitError} when the time is up, which the SDK makes the answer to this one request
 * @throws {ProtocolError} -32602 for an unknown tool, and for the state of another call; -32000 without its scopes; -32603 for an answer that breaks the tool's own output schema
 */
export async function callTool(
  tools: ReadonlyMap<string, Tool>,
  { name, arguments: args = {} }: CallToolRequest['params'],
  context: Context,
  call: Call,
  stateKeys: () => readonly string[],
): Promise<CallToolResult | InputRequiredResult> {
  const tool = tools.get(name)
  if (tool === undefined) {
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `Unknown tool: "${name}". tools/list names those there are.`,
    )
  }

  // The SDK has refused such a call as a whole, with a challenge; but it is we who run the tool.
  const missing = missingScopes(call.identity, tool.scopes)
  if (missing.length > 0) throw new ProtocolError(-32000, scopesNeeded(missing.join(' ')))

  const input = await tool.input.safeParseAsync(args)
  if (!input.success) return failure(`The arguments of "${name}" do not fit. ${describe(input.error)}`)

  const { ask, sdk, seal } = await openRound(stateKeys, { tool: name, args }, context.sdk, call)
  let answer: unknown
  try {
    answer = await whileCalled(call, () => tool.run(input.data, { ...context, ask, sdk }))
    if (isInputRequiredResult(answer)) return await seal(answer)
  } catch (error) {
    if (call.signal.aborted) throw error
    if (error instanceof ToolError) return failure(error.message)
    call.log.error('tool failed', { tool: name, request: call.requestId, error })
    return failure(`The tool "${name}" failed. The server's log has the reason under request ${call.requestId}.`)
  }

  if (tool.output === undefined) return result(answer as string | CallToolResult)

  const output = await tool.output.safeParseAsync(answer)
  if (!output.success) {
    const fields = describe(output.error)
    call.log.error('tool broke its output schema', { tool: name, request: call.requestId, fields })
    throw new ProtocolError(
      ProtocolErrorCode.InternalError,
      `The answer of "${name}" does not fit its own schema. The server's log has the field under request ${call.requestId}.`,
    )
  }
  // Clients that know no structured content read the text (2025-11-25, server/tools, "Structured Content").
  return { structuredContent: output.data, content: [{ type: 'text', text: JSON.stringify(output.data) }] }
}

function result(answer: string | CallToolResult): CallToolResult {
  return typeof answer === 'string' ? { content: [{ type: 'text', text: answer }] } : answer
}

function failure(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] }
}

/** Each issue as `path.to.field: rule`. */
function describe(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ')
}
