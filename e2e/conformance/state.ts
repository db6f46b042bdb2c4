import { createRequestStateCodec } from '@modelcontextprotocol/server'

/** What a call remembers until it is repeated. It goes through the client: signed, and bound to the tool. */
export interface State {
  tool: string
  name?: string
}

export const codec = createRequestStateCodec<State>({ key: 'a key of the tests, 32 bytes or more', ttlSeconds: 60 })
