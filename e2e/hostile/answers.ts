// What tools, prompts and resources may hand back, and must not: JSON cannot hold it, or the protocol has no such shape.

const circle: Record<string, unknown> = {}
circle.self = circle

const text = [{ type: 'text', text: 'fine' }]

const getter = {
  get secret() {
    throw new Error('password=hunter2')
  },
}

const toJson = {
  toJSON() {
    throw new Error('password=hunter2')
  },
}

function nested(levels: number): unknown {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level++) value = { down: value }
  return value
}

/** An answer, and the field that is at fault, as the log names it. */
export interface WrongAnswer {
  answer(): unknown
  field: string
}

const wrong = (field: string, answer: unknown): WrongAnswer => ({ field, answer: () => answer })

/** By the name of a tool that returns it. */
export const wrongAnswers: Record<string, WrongAnswer> = {
  bigint: wrong('structuredContent.id', { content: text, structuredContent: { id: 42n } }),
  'bigint-alone': wrong('', 42n),
  'bigint-in-meta': wrong('_meta.rows.1', { content: text, _meta: { rows: [1, 2n] } }),
  circle: wrong('structuredContent.self', { content: text, structuredContent: circle }),
  'circle-in-meta': wrong('_meta.self', { content: text, _meta: circle }),
  getter: wrong('structuredContent.secret', { content: text, structuredContent: getter }),
  'getter-of-content': {
    field: 'content',
    answer: () => ({
      get content() {
        throw new Error('password=hunter2')
      },
    }),
  },
  'to-json': wrong('structuredContent.at', { content: text, structuredContent: { at: toJson } }),
  'to-json-alone': wrong('', toJson),
  deep: wrong('structuredContent.down.down.down.down…', { content: text, structuredContent: nested(600) }),
  'very-deep': wrong('structuredContent.down.down.down.down…', { content: text, structuredContent: nested(100_000) }),
  undefined: wrong('', undefined),
  null: wrong('', null),
  number: wrong('', 7),
  symbol: wrong('', Symbol('s')),
  function: wrong('', () => 'fine'),
  list: wrong('', text),
  date: wrong('', new Date(0)),
  'content-string': wrong('content', { content: 'fine' }),
  'content-null': wrong('content', { content: { type: 'text', text: 'fine' } }),
  'block-unknown': wrong('content.1', { content: [...text, { type: 'movie', data: 'AAAA' }] }),
  'block-without-text': wrong('content.0', { content: [{ type: 'text' }] }),
  'block-null': wrong('content.0', { content: [null] }),
  'image-of-bytes': wrong('content.0', {
    content: [{ type: 'image', data: new Uint8Array([1, 2]), mimeType: 'image/png' }],
  }),
  'is-error-string': wrong('isError', { content: text, isError: 'yes' }),
  'meta-string': wrong('_meta', { content: text, _meta: 'yes' }),
  'question-unknown': wrong('inputRequests.a.method', {
    resultType: 'input_required',
    inputRequests: { a: { method: 'tools/call', params: {} } },
  }),
  'question-null': wrong('inputRequests.a.method', { resultType: 'input_required', inputRequests: { a: null } }),
  'question-list': wrong('inputRequests', { resultType: 'input_required', inputRequests: [] }),
  'question-empty': wrong('inputRequests', { resultType: 'input_required' }),
  'question-bigint': wrong('inputRequests.a.params.message', {
    resultType: 'input_required',
    inputRequests: { a: { method: 'elicitation/create', params: { message: 1n } } },
  }),
}

/** What tools throw. None of it may reach the caller. */
export const thrown: Record<string, () => unknown> = {
  error: () => new Error('password=hunter2'),
  string: () => 'password=hunter2',
  undefined: () => undefined,
  null: () => null,
  bigint: () => 7n,
  symbol: () => Symbol('password=hunter2'),
  object: () => ({ password: 'hunter2', message: 'password=hunter2', code: -32042 }),
  'to-json': () => toJson,
  getter: () => Object.defineProperty(new Error('x'), 'message', Object.getOwnPropertyDescriptors(getter).secret ?? {}),
  stack: () => Object.defineProperty(new Error('x'), 'stack', Object.getOwnPropertyDescriptors(getter).secret ?? {}),
  circle: () => Object.assign(new Error('password=hunter2'), { cause: circle, data: circle }),
  long: () => new Error(`password=hunter2 ${'/'.repeat(100_000)}`),
  escape: () => new Error('password=hunter2\n00:00:00 info  POST /mcp status=200\u001b[2J'),
}
