import { completable } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { definePrompt, type Prompt } from '../../app/mcp/prompt.ts'
import { defineResource, type Resource } from '../../app/mcp/resource.ts'
import { thrown } from './answers.ts'
import { faulty, sending } from './late.ts'
import { schemas, secret } from './schemas.ts'

/** What a prompt must not hand back, and the field at fault. */
export const wrongPrompts: Record<string, { answer: unknown; field: string }> = {
  undefined: { answer: undefined, field: '' },
  null: { answer: null, field: '' },
  bigint: { answer: 7n, field: '' },
  'message-bigint': { answer: [{ role: 'user', content: { type: 'text', text: 1n } }], field: '0.content.text' },
  role: { answer: [{ role: 'system', content: { type: 'text', text: 'x' } }], field: 'messages.0.role' },
  content: { answer: [{ role: 'user', content: 'x' }], field: 'messages.0.content' },
  object: { answer: {}, field: 'messages' },
  'meta-bigint': { answer: { messages: [], _meta: { id: 1n } }, field: '_meta.id' },
}

const wrongReads: Record<string, unknown> = { undefined: undefined, null: null, bigint: 7n, object: {}, list: ['a'] }

const wrongCompletions: Record<string, () => unknown> = {
  undefined: () => undefined,
  bigints: () => [1n],
  text: () => 'English',
  throws() {
    throw new Error(secret)
  },
  rejects: () => Promise.reject(new Error(secret)),
}

export const prompts: Prompt[] = [
  ...Object.entries(wrongPrompts).map(([name, { answer }]) =>
    definePrompt({ name: `returns-${name}`, get: () => answer as never }),
  ),
  ...Object.entries(thrown).map(([name, error]) =>
    definePrompt({ name: `rejects-${name}`, get: () => Promise.reject(error()) }),
  ),
  ...Object.entries(schemas).map(([name, { input }]) =>
    definePrompt({ name: `schema-${name}`, args: input, get: () => 'fine' }),
  ),
  ...[...sending, ...faulty].map(({ name, run }) =>
    definePrompt({ name: `late-${name}`, get: (_args, context) => run(context as never) }),
  ),
  ...Object.entries(wrongCompletions).map(([name, complete]) =>
    definePrompt({
      name: `completes-${name}`,
      args: z.object({ language: completable(z.string(), complete as never) }),
      get: () => 'fine',
    }),
  ),
]

export const resources: Resource[] = [
  ...Object.entries(wrongReads).map(([name, answer]) =>
    defineResource({ name: `returns-${name}`, uri: `hostile://returns-${name}`, read: () => answer as never }),
  ),
  ...Object.entries(thrown).map(([name, error]) =>
    defineResource({
      name: `rejects-${name}`,
      uri: `hostile://rejects-${name}`,
      read: () => Promise.reject(error()),
    }),
  ),
  ...sending.map(({ name, run }) =>
    defineResource({
      name: `late-${name}`,
      uri: `hostile://late-${name}`,
      read: (_request, context) => run(context as never),
    }),
  ),
]

/** What becomes of a prompt or a resource of a name. */
export function outcomeOfOffer(name: string): 'failed' | 'fine' {
  if (name.startsWith('schema-')) return schemas[name.slice('schema-'.length)]?.outcome ?? 'failed'
  return /^(late|completes)-/.test(name) ? 'fine' : 'failed'
}
