import type { CallToolResult, InputRequiredResult, ToolAnnotations } from '@modelcontextprotocol/server'
import * as z from 'zod'
import type { Context } from './context.ts'
import type { Ask } from './elicitation.ts'

export { ToolError } from './tool-error.ts'

/** A string for one text block, or a whole result where there are images, links or a failure to report. */
type Content = string | CallToolResult | InputRequiredResult

type Answer<Output> = Output extends z.ZodObject ? z.input<Output> | InputRequiredResult : Content

/** What a tool gets beside its arguments. */
interface ToolContext extends Context {
  /**
   * Asks the user, through the client, and without a session: `run` returns the question, and is called again with the
   * answer. It may run on another instance then, and the same answer may reach it twice within 5 minutes: do nothing
   * before the answer is there, and let a repeated call do no harm.
   *
   *     const answer = ask({ message: `Delete report ${id}?`, form: z.object({ confirm: z.boolean() }) })
   *     if (answer.action === 'pending') return answer.question
   *     if (answer.action !== 'accept' || !answer.content.confirm) return 'Nothing was deleted.'
   */
  ask: Ask
}

interface Definition<Input extends z.ZodObject, Output extends z.ZodObject | undefined> {
  /** Unique, 1 to 128 characters of `A-Z a-z 0-9 _ - .` (MCP, server/tools, "Tool Names"). */
  name: string
  /** For people. Default: the name. */
  title?: string
  /** For the model: what the tool does, and when to use it. */
  description: string
  /** The arguments. Default: none. */
  input?: Input
  /** The answer. With it, `run` returns a value of this shape; it is checked, and sent as structured content and as text. */
  output?: Output
  /** Hints for clients: `readOnlyHint`, `destructiveHint`, `idempotentHint`, `openWorldHint`. */
  annotations?: ToolAnnotations
  /** Scopes that the caller needs, all of them. Without them the call is refused (403, `insufficient_scope`). */
  scopes?: readonly [string, ...string[]]
  run(args: z.output<Input>, context: ToolContext): Answer<Output> | Promise<Answer<Output>>
}

/** A tool as the server keeps it: whatever its schemas were, it takes what they parsed. */
export interface Tool extends Omit<Definition<z.ZodObject, z.ZodObject>, 'run'> {
  input: z.ZodObject
  run(args: unknown, context: ToolContext): unknown
}

/** Defines a tool. The schemas give `run` its types; nothing is written twice. */
export function defineTool<
  Input extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Output extends z.ZodObject | undefined = undefined,
>(definition: Definition<Input, Output>): Tool {
  return { input: z.object({}), ...definition } as unknown as Tool
}
