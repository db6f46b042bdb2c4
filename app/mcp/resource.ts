import type { Variables } from '@modelcontextprotocol/server'
import type { Context } from './context.ts'

/** Something a client can read by its address. */
export interface Resource {
  name: string
  /** An address (`server://about`), or a template (RFC 6570) whose variables `read` gets: `report://{id}`. */
  uri: string
  /** For people. Default: the name. */
  title?: string
  description?: string
  /** Default: `text/plain` for a string, `application/octet-stream` for bytes. */
  mimeType?: string
  /** Scopes that the caller needs, all of them. */
  scopes?: readonly [string, ...string[]]
  /** Returns text or bytes. An error that it throws reaches the caller as a plain sentence. */
  read(
    request: { uri: string; variables: Variables },
    context: Context,
  ): string | Uint8Array | Promise<string | Uint8Array>
}

/** Defines a resource. */
export const defineResource = (resource: Resource): Resource => resource
