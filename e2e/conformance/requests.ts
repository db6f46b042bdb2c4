import {
  type ElicitRequestFormParams,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type ServerContext,
} from '@modelcontextprotocol/server'

/** Asks a model of the client's, with room for a short answer. */
export const prompt = (text: string, maxTokens = 100): InputRequest =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens })

/** What the client's model answered, or undefined as long as it was not asked. */
export function completion({ mcpReq }: ServerContext, key: string): string | undefined {
  const response = inputResponse(mcpReq.inputResponses, key)
  if (response.kind !== 'sampling') return undefined
  return [response.result.content]
    .flat()
    .map(block => (block.type === 'text' ? block.text : `(${block.type})`))
    .join('')
}

/** Shows the user a form, and tells what became of it, whether filled in, declined or cancelled. */
export function form(
  { mcpReq }: ServerContext,
  params: ElicitRequestFormParams,
  told: (outcome: string) => string,
): string | InputRequiredResult {
  const response = inputResponse(mcpReq.inputResponses, 'form')
  if (response.kind !== 'elicit') return inputRequired({ inputRequests: { form: inputRequired.elicit(params) } })
  return told(`action=${response.action}, content=${JSON.stringify(response.content ?? {})}`)
}
