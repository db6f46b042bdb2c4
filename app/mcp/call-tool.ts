import {
  type CallToolRequest,
  type CallToolResult,
  type InputRequiredResult,
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type * as z from 'zod'
import { missingScopes } from '../auth/identity.ts'
import { toolResult } from './answer-shape.ts'
import { openContext } from './context.ts'
import { openRound } from './elicitation.ts'
import { FieldError } from './field-error.ts'
import { jsonValue } from './json-value.ts'
import { parseFor } from './parse-for.ts'
import { type Call, whileCalled } from './request-scope.ts'
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
  sdk: ServerContext,
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

  const of = `tool "${name}"`
  try {
    const input = await parseFor(call, of, tool.input, args)
    if (!input.success) return failure(`The arguments of "${name}" do not fit. ${describe(input.error)}`)
    return await run(tool, args, input.data, sdk, call, stateKeys)
  } catch (error) {
    if (error instanceof Refusal) throw error.cause
    if (call.signal.aborted) throw call.signal.reason
    if (error instanceof ToolError) return failure(error.message)
    const field = error instanceof FieldError ? { field: error.field } : {}
    call.log.error('tool failed', { tool: name, ...field, request: call.requestId, error })
    return failure(`The tool "${name}" failed. The server's log has the reason under request ${call.requestId}.`)
  }
}

/** An error of ours, in words for the caller: whatever else is thrown is the tool's, and stays in the log. */
class Refusal extends Error {
  constructor(cause: ProtocolError) {
    super(cause.message, { cause })
  }
}

const refuse = (error: unknown): never => {
  throw error instanceof ProtocolError ? new Refusal(error) : error
}

async function run(
  tool: Tool,
  args: unknown,
  input: unknown,
  sdk: ServerContext,
  call: Call,
  stateKeys: () => readonly string[],
): Promise<CallToolResult | InputRequiredResult> {
  const { name } = tool
  const of = `tool "${name}"`
  const { context, end } = openContext(sdk, call, of)
  const round = await openRound(stateKeys, { tool: name, args }, context.sdk, call).catch(refuse)
  const ran = whileCalled(call, of, () => tool.run(input, { ...context, ask: round.ask, sdk: round.sdk }))
  const answer = await ran.finally(end)
  if (isInputRequiredResult(answer) || tool.output === undefined) {
    const result = toolResult(answer)
    return isInputRequiredResult(result) ? await round.seal(result) : result
  }

  const output = await parseFor(call, of, tool.output, answer)
  if (!output.success) {
    const fields = describe(output.error)
    call.log.error('tool broke its output schema', { tool: name, request: call.requestId, fields })
    return refuse(
      new ProtocolError(
        ProtocolErrorCode.InternalError,
        `The answer of "${name}" does not fit its own schema. The server's log has the field under request ${call.requestId}.`,
      ),
    )
  }
  const { structuredContent } = jsonValue({ structuredContent: output.data }) as Required<CallToolResult>
  // Clients that know no structured content read the text (2025-11-25, server/tools, "Structured Content").
  return { structuredContent, content: [{ type: 'text', text: JSON.stringify(structuredContent) }] }
}

function failure(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] }
}

/** Issues told at most: there may be one for each of thousands of values, and a model needs no more to see what is wrong. */
const maxIssues = 20

/** Each issue as `path.to.field: rule`. */
function describe({ issues }: z.ZodError): string {
  const told = issues
    .slice(0, maxIssues)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  return [...told, ...(issues.length > maxIssues ? [`and ${issues.length - maxIssues} more`] : [])].join('; ')
}
