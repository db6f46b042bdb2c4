import {
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  PROTOCOL_VERSION_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type * as z from 'zod'
import type { Call } from './request-scope.ts'
import { createRequestState, type RequestState } from './request-state.ts'
import { takeSchema } from './schema-check.ts'
import { ToolError } from './tool-error.ts'

// Asking the user without a session (2026-07-28, basic/patterns/mrtr): the call is answered with a question, and the client
// repeats it with the user's answer, to whichever instance. What belongs to the question comes back with it, signed.

interface Question<Form extends z.ZodObject> {
  /**
   * What the user reads: what will happen, and to what. An answer counts for the very message that it was given to, so the
   * repeated call has to come to the same message: with a clock or a random number in it, the user would be asked for ever.
   */
  message: string
  /** The fields of the answer: strings, numbers, booleans and enums (2026-07-28, client/elicitation, "Requested Schema"). */
  form: Form
}

type Answer<Form extends z.ZodObject> =
  /** The user has not been asked yet: return the question. */
  | { action: 'pending'; question: InputRequiredResult }
  /** The user filled in the form. */
  | { action: 'accept'; content: z.output<Form> }
  /** The user said no. */
  | { action: 'decline' }
  /** The user closed the question. */
  | { action: 'cancel' }

/** Looks for the user's answer to a question, and makes the question where there is none yet. */
export type Ask = <Form extends z.ZodObject>(question: Question<Form>) => Answer<Form>

/** One round of a tool's call: the call itself, or its repetition with an answer. */
export interface Round {
  ask: Ask
  /** The SDK's context, with the `requestState` that the tool itself gave. Its `inputResponses` may be to no question of ours. */
  sdk: ServerContext
  /**
   * Signs a question on its way out.
   *
   * @throws {ToolError} for a client that cannot be asked, and without a key
   */
  seal(question: InputRequiredResult): Promise<InputRequiredResult>
}

/** What goes through the client between two rounds. */
interface Carried {
  /** The message that the next answer belongs to. */
  asked?: string
  /** Earlier answers, by message. */
  answers: [string, Given][]
  /** The `requestState` of a tool that asks by the SDK's own means. */
  own?: string
}

interface Given {
  action: 'accept' | 'decline' | 'cancel'
  content?: Record<string, unknown>
}

/** What `ask` calls its question among a result's `inputRequests`. */
const key = 'answer'

/**
 * Opens a round.
 *
 * @throws {ProtocolError} -32602 for a state that was altered, is too old, or belongs to another call
 */
export async function openRound(
  stateKeys: () => readonly string[],
  bound: { tool: string; args: unknown },
  sdk: ServerContext,
  call: Call,
): Promise<Round> {
  const { mcpReq } = sdk
  // Each request of 2026 carries its version. None of 2025 does: its client cannot be asked, so nothing comes back from it.
  const modern = PROTOCOL_VERSION_META_KEY in (mcpReq.envelope ?? {})
  const state = createRequestState<Carried>(stateKeys, bound, sdk, call)

  const echoed = modern ? mcpReq.requestState<string>() : undefined
  const carried = echoed === undefined ? undefined : await verify(state, echoed, bound.tool, call)
  const answers = new Map(carried?.answers)
  const view = inputResponse(mcpReq.inputResponses, key)
  if (carried?.asked !== undefined && view.kind === 'elicit') answers.set(carried.asked, given(view))

  return {
    ask: question => answerOf(question, answers.get(question.message)),
    sdk: { ...sdk, mcpReq: { ...mcpReq, requestState: <T>() => carried?.own as T | undefined } },
    async seal({ requestState: own, ...question }) {
      if (!modern) throw new ToolError(unaskable(bound.tool))
      if (stateKeys().length === 0) {
        call.log.error('question not asked: STATE_KEYS is not set', { tool: bound.tool, request: call.requestId })
        throw new ToolError(keyless(bound.tool))
      }
      const asked = messageOf(question)
      const requestState = await state.sign({
        ...(asked !== undefined && { asked }),
        answers: [...answers],
        ...(own !== undefined && { own }),
      })
      return { ...question, requestState }
    },
  }
}

async function verify(state: RequestState<Carried>, echoed: string, tool: string, call: Call): Promise<Carried> {
  try {
    return await state.verify(echoed)
  } catch (error) {
    const reasons = error instanceof AggregateError ? error.errors : [error]
    const reason = reasons.map(({ message }) => message).join(', ') || 'no key'
    call.log.info('state refused', { tool, reason, request: call.requestId })
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, refused, { reason: 'invalid_request_state' })
  }
}

function given({ action, content }: Given): Given {
  return { action, ...(content && { content }) }
}

/** Content that does not fit the form is no answer: the user is asked again. */
function answerOf<Form extends z.ZodObject>({ message, form }: Question<Form>, given: Given | undefined): Answer<Form> {
  if (given?.action === 'accept') {
    takeSchema('The form of a question', form, 'input')
    const content = form.safeParse(given.content ?? {})
    if (content.success) return { action: 'accept', content: content.data }
  } else if (given !== undefined) {
    return { action: given.action }
  }
  takeSchema('The form of a question', form, 'input')
  const request = inputRequired.elicit({ message, requestedSchema: form })
  return { action: 'pending', question: inputRequired({ inputRequests: { [key]: request } }) }
}

function messageOf({ inputRequests }: InputRequiredResult): string | undefined {
  const request = inputRequests?.[key]
  return request?.method === 'elicitation/create' ? request.params.message : undefined
}

const refused =
  'Invalid or expired requestState: it was altered, is older than 5 minutes, or was made for another stage, caller, ' +
  'tool or arguments. Call the tool again without it, to ask the user again.'

const unaskable = (tool: string) =>
  `The tool "${tool}" has to ask the user before it goes on, and did not go on: a client of MCP 2025-11-25 or before can only ` +
  'be asked within a session, which this server does not have. Connect with a client of MCP 2026-07-28.'

const keyless = (tool: string) =>
  `The tool "${tool}" has to ask the user before it goes on, and did not go on: the server has no key to sign the question ` +
  'with. Its operator must set STATE_KEYS.'
