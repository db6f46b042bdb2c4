import type { InputRequiredResult, PromptMessage } from '@modelcontextprotocol/server'
import * as z from 'zod'
import type { Context } from './context.ts'

type Messages = string | PromptMessage[] | InputRequiredResult

interface Definition<Args extends z.ZodObject> {
  name: string
  /** For people. Default: the name. */
  title?: string
  description?: string
  /** Arguments; a client sends strings only. Default: none. */
  args?: Args
  /** Scopes that the caller needs, all of them. */
  scopes?: readonly [string, ...string[]]
  /** Returns the messages; a string is one message of the user. */
  get(args: z.output<Args>, context: Context): Messages | Promise<Messages>
}

/** A prompt as the server keeps it: whatever its schema was, it takes what that parsed. */
export interface Prompt extends Omit<Definition<z.ZodObject>, 'get'> {
  args: z.ZodObject
  get(args: unknown, context: Context): Messages | Promise<Messages>
}

/** Defines a prompt. The schema gives `get` its types. */
export function definePrompt<Args extends z.ZodObject = z.ZodObject<Record<never, never>>>(
  definition: Definition<Args>,
): Prompt {
  return { args: z.object({}), ...definition } as unknown as Prompt
}
