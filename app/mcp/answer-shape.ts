import {
  type CallToolResult,
  type ContentBlock,
  type GetPromptResult,
  type InputRequiredResult,
  isCallToolResult,
  isInputRequiredResult,
} from '@modelcontextprotocol/server'
import { FieldError } from './field-error.ts'
import { jsonValue } from './json-value.ts'

// What a tool or a prompt returns, as the protocol has it. The SDK checks some of it too, but behind us, where it blames the
// caller, or finds out while it sends and then sends nothing.

type Fields = Record<string, unknown>

/**
 * The result of a tool without an output schema: a string is one block of text.
 *
 * @throws {FieldError} for what is neither that nor a result of the protocol, or what JSON cannot hold
 */
export function toolResult(answer: unknown): CallToolResult | InputRequiredResult {
  if (typeof answer === 'string') return { content: [{ type: 'text', text: answer }] }
  const fields = objectOf(answer, 'a string or a result with content')
  if (isInputRequiredResult(fields)) return question(fields)
  const result = { ...fields, content: fields.content ?? [] }
  if (isCallToolResult(result)) return result
  throw wrongField(result)
}

/**
 * The result of a prompt: a string is one message of the user.
 *
 * @throws {FieldError} as {@link toolResult}
 */
export function promptResult(answer: unknown): GetPromptResult | InputRequiredResult {
  if (typeof answer === 'string') return { messages: [{ role: 'user', content: { type: 'text', text: answer } }] }
  const fields = objectOf(Array.isArray(answer) ? { messages: answer } : answer, 'a string or a list of messages')
  if (isInputRequiredResult(fields)) return question(fields)
  if (!Array.isArray(fields.messages))
    throw new FieldError('messages', `is ${kindOf(fields.messages)}, but must be a list`)
  for (const [index, message] of fields.messages.entries()) {
    const { role, content } = (message ?? {}) as { role?: unknown; content?: unknown }
    if (role !== 'user' && role !== 'assistant') {
      throw new FieldError(`messages.${index}.role`, `is ${JSON.stringify(role)}, but must be "user" or "assistant"`)
    }
    if (!isBlock(content)) throw new FieldError(`messages.${index}.content`, noBlock(content))
  }
  return fields as unknown as GetPromptResult
}

/**
 * What a resource reads: text or bytes.
 *
 * @throws {FieldError} for anything else
 */
export function resourceContent(content: unknown): string | Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) return content
  throw new FieldError('', `is ${kindOf(content)}, but must be a string or a Uint8Array`)
}

/** @throws {FieldError} for what is no list of strings */
export function completions(values: unknown): string[] {
  if (!Array.isArray(values)) throw new FieldError('', `is ${kindOf(values)}, but must be a list of strings`)
  const wrong = values.findIndex(value => typeof value !== 'string')
  if (wrong >= 0) throw new FieldError(String(wrong), `is ${kindOf(values[wrong])}, but must be a string`)
  return values
}

function objectOf(answer: unknown, wanted: string): Fields {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new FieldError('', `is ${kindOf(answer)}, but must be ${wanted}`)
  }
  const plain = jsonValue(answer)
  // A toJSON may make anything of an object.
  if (typeof plain !== 'object' || plain === null) throw new FieldError('', `is ${kindOf(plain)} in JSON`)
  return plain as Fields
}

/** The three requests that a client answers: 2026-07-28, basic/patterns/mrtr. */
const askable = ['elicitation/create', 'sampling/createMessage', 'roots/list']

function question(fields: Fields): InputRequiredResult {
  const { inputRequests = {}, requestState } = fields
  if (typeof inputRequests !== 'object' || inputRequests === null || Array.isArray(inputRequests)) {
    throw new FieldError('inputRequests', `is ${kindOf(inputRequests)}, but must be an object`)
  }
  for (const [key, request] of Object.entries(inputRequests)) {
    const { method, params } = (request ?? {}) as { method?: unknown; params?: unknown }
    const field = `inputRequests.${key}`
    if (!askable.includes(String(method))) {
      throw new FieldError(`${field}.method`, `is ${JSON.stringify(method)}, but must be one of ${askable.join(', ')}`)
    }
    if (method !== 'roots/list' && (typeof params !== 'object' || params === null)) {
      throw new FieldError(`${field}.params`, `is ${kindOf(params)}, but must be an object`)
    }
  }
  if (requestState !== undefined && typeof requestState !== 'string') {
    throw new FieldError('requestState', `is ${kindOf(requestState)}, but must be a string`)
  }
  if (Object.keys(inputRequests).length === 0 && requestState === undefined) {
    throw new FieldError('inputRequests', 'is empty, and there is no requestState: nothing is asked')
  }
  return fields as unknown as InputRequiredResult
}

const isBlock = (block: unknown): block is ContentBlock => isCallToolResult({ content: [block] })

/** The SDK tells that a result is wrong, and not where: so it is asked about each part. */
function wrongField(result: Fields & { content: unknown }): FieldError {
  const { content, ...rest } = result
  if (!Array.isArray(content)) return new FieldError('content', `is ${kindOf(content)}, but must be a list`)
  const block = content.findIndex(block => !isBlock(block))
  if (block >= 0) return new FieldError(`content.${block}`, noBlock(content[block]))
  const [name, value] =
    Object.entries(rest).find(([name, value]) => !isCallToolResult({ content, [name]: value })) ?? []
  return new FieldError(name ?? '', `is ${kindOf(value)}, which the protocol does not allow there`)
}

/** What tells a block: its type, and what it holds beside. Its values stay out of the log. */
function noBlock(block: unknown): string {
  if (typeof block !== 'object' || block === null) return `is ${kindOf(block)}, but must be a content block`
  const { type, ...rest } = block as Fields
  const held = Object.keys(rest).map(name => `${name}: ${kindOf(rest[name])}`)
  return `is not a content block of the protocol: its type is ${JSON.stringify(type)}, and it has ${held.join(', ') || 'nothing else'}`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : typeof value
}
