import { asEvents, both, harmlessRequests, type NamedRequest, notification } from '../scripts/build/harmless.ts'
import { legacy, type Sent } from '../scripts/build/messages.ts'

const call = (name: string, args: object = {}) => ({ name, arguments: args })
const batch = [1, 2].map(id => ({ jsonrpc: '2.0', id, method: 'tools/call', params: call('ping') }))

/** Requests that run what the fixtures offer. */
const running: readonly NamedRequest[] = [
  ['a batch', { ...legacy(''), body: batch }],
  ['a mixed batch', { ...legacy(''), body: [...batch, notification] }],
  ...both('tools/call', call('ping')),
  ...both('tools/call', call('ping', { message: 'Grüße, 世界 👋 "quoted"\n' })),
  ...both('tools/call', call('ping', { message: 7 })),
  ...both('tools/call', call('whoami')),
  ...both('tools/call', call('countdown', { from: 2, intervalMs: 1 })),
  ...both('tools/call', { ...call('countdown', { from: 2, intervalMs: 1 }), _meta: { progressToken: 'p' } }),
  // Answered with errors: a question, with its time and its signature, would differ from one run to the next.
  ...both('tools/call', call('delete-report', { report: 7 })),
  ...both('tools/call', { ...call('delete-report', { report: 7 }), requestState: 'v1.e30.AAAA' }),
  ...both('tools/call', call('no-such-tool')),
  ...both('tools/call', {}),
  ...both('resources/read', { uri: 'server://about' }),
  ...both('resources/read', { uri: 'server://nowhere' }),
  ...both('resources/subscribe', { uri: 'server://about' }),
  ...both('prompts/get', { name: 'check-connection', arguments: { language: 'Māori' } }),
  ...both('prompts/get', { name: 'no-such-prompt' }),
  ...both('completion/complete', {
    ref: { type: 'ref/prompt', name: 'check-connection' },
    argument: { name: 'language', value: 'E' },
  }),
]

const sent = [...harmlessRequests, ...running]

/** Requests of every kind, alone. */
export const sentRequests: Sent[] = sent.map(([, request]) => request)

/** Requests of every kind, as events: what the tests send to a server that offers the fixtures. */
export const corpus = asEvents(sent)
