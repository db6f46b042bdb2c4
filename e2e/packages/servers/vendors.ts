import type { Answer, Asked } from './answer.ts'

const events = (...values: unknown[]): Answer => ({
  headers: { 'content-type': 'text/event-stream' },
  body: values.map(value => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join(''),
})

const completion = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
})

const chunk = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'gpt-4o',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
})

const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude',
  content: [{ type: 'text', text: 'Hello from Claude' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 2 },
}

const vendor: Record<string, (request: Asked, body: string) => Answer> = {
  '/openai/chat/completions': ({ headers }, body) => {
    if (headers.authorization !== 'Bearer openai-key') return { status: 401, body: { error: { message: 'Bad key' } } }
    const { stream } = JSON.parse(body) as { stream?: boolean }
    return stream ? events(chunk('Hel'), chunk('lo'), '[DONE]') : { body: completion('Hello from OpenAI') }
  },
  '/anthropic/v1/messages': ({ headers }) =>
    headers.authorization === 'Bearer anthropic-key'
      ? { body: message }
      : { status: 401, body: { type: 'error', error: { type: 'authentication_error', message: 'Bad key' } } },
  '/google/v1beta/models/gemini:generateContent': () => ({
    body: { candidates: [{ content: { role: 'model', parts: [{ text: 'Hello from Gemini' }] } }] },
  }),
  '/graphql': (_request, body) => {
    const { variables } = JSON.parse(body) as { variables?: { id: string } }
    return variables?.id === '0'
      ? { body: { data: null, errors: [{ message: 'No such thing' }] } }
      : { body: { data: { thing: { id: variables?.id } } } }
  },
  '/github/repos/nodejs/node': () => ({ body: { id: 27193779, full_name: 'nodejs/node' } }),
  '/github/repos/nodejs/none': () => ({ status: 404, body: { message: 'Not Found' } }),
  '/github/repos/nodejs/node/issues': ({ url, headers }) => {
    const second = url?.includes('page=2')
    const next = `<http://${headers.host}/github/repos/nodejs/node/issues?page=2>; rel="next"`
    return { headers: second ? {} : { link: next }, body: [{ number: second ? 2 : 1 }] }
  },
  '/slack/auth.test': (_request, body) =>
    body.includes('bad') ? { body: { ok: false, error: 'invalid_auth' } } : { body: { ok: true, user: 'bot' } },
  '/v1/customers/cus_1': () => ({ body: { id: 'cus_1', object: 'customer' } }),
  '/v1/customers/cus_0': () => ({
    status: 404,
    body: { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such customer' } },
  }),
}

/** What vendors' APIs answer to their own clients; undefined for any other path. */
export const vendors = (request: Asked, path: string, body: string): Answer | undefined => vendor[path]?.(request, body)
