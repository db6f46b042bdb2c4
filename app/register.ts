import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
  requireScopes,
  type ServerContext,
  type StandardSchemaWithJSON,
  type Variables,
} from '@modelcontextprotocol/server'
import type * as z from 'zod'
import { type Call, whileCalled } from './call.ts'
import { type Context, createContext } from './context.ts'
import type { Prompt } from './prompt.ts'
import type { Resource } from './resource.ts'
import { type Tool, ToolError } from './tool.ts'

/** A tool's schemas, whose JSON form is made once a process: the SDK asks for it at each call and each list. */
export interface ToolSchemas {
  inputSchema: StandardSchemaWithJSON
  outputSchema?: StandardSchemaWithJSON
}

export function convertedOnce({ input, output }: Tool): ToolSchemas {
  return { inputSchema: once(input), ...(output && { outputSchema: once(output) }) }
}

function once(schema: z.ZodObject): StandardSchemaWithJSON {
  const standard = schema['~standard']
  const converted: { input?: Record<string, unknown>; output?: Record<string, unknown> } = {}
  return {
    '~standard': {
      ...standard,
      jsonSchema: {
        input: options => (converted.input ??= standard.jsonSchema.input(options)),
        output: options => (converted.output ??= standard.jsonSchema.output(options)),
      },
    },
  }
}

/** Lists a tool and its scopes. Its calls go to `callTool`, never to the SDK's own dispatch. */
export function registerTool(server: McpServer, { name, schemas, ...tool }: Tool & { schemas: ToolSchemas }): void {
  const { title = name, description, annotations } = tool
  const config = { title, description, ...schemas, ...(annotations && { annotations }), ...challenge(tool) }
  server.registerTool(name, config, () => {
    throw new Error('tools/call has a handler of its own')
  })
}

export function registerResource(server: McpServer, resource: Resource, call: Call): void {
  const { name, uri, title = name, description, mimeType } = resource
  const config = {
    title,
    ...(description !== undefined && { description }),
    ...(mimeType !== undefined && { mimeType }),
    ...challenge(resource),
  }
  const read = (url: URL, variables: Variables, sdk: ServerContext) =>
    guarded(`The resource ${url}`, sdk, call, async context => {
      const content = await resource.read({ uri: url.href, variables }, context)
      return { contents: [contents(url.href, content, mimeType)] }
    })

  if (uri.includes('{')) {
    server.registerResource(name, new ResourceTemplate(uri, { list: undefined }), config, read)
  } else {
    server.registerResource(name, uri, config, (url, sdk) => read(url, {}, sdk))
  }
}

export function registerPrompt(server: McpServer, prompt: Prompt, call: Call): void {
  const { name, title = name, description, args } = prompt
  const config = { title, ...(description !== undefined && { description }), argsSchema: args, ...challenge(prompt) }
  server.registerPrompt(name, config, (values, sdk) =>
    guarded(`The prompt "${name}"`, sdk, call, async context => {
      const answer = await prompt.get(values, context)
      if (typeof answer === 'string') return { messages: [{ role: 'user', content: { type: 'text', text: answer } }] }
      return Array.isArray(answer) ? { messages: answer } : answer
    }),
  )
}

function challenge({ scopes }: { scopes?: readonly [string, ...string[]] }) {
  return scopes && { scopeChallenge: requireScopes(...scopes) }
}

function contents(uri: string, content: string | Uint8Array, mimeType: string | undefined) {
  return typeof content === 'string'
    ? { uri, mimeType: mimeType ?? 'text/plain', text: content }
    : { uri, mimeType: mimeType ?? 'application/octet-stream', blob: Buffer.from(content).toString('base64') }
}

/** The SDK sends an error's message to the caller word for word: here it goes to the log, and a sentence to the caller. */
async function guarded<Result>(
  what: string,
  sdk: ServerContext,
  call: Call,
  run: (context: Context) => Promise<Result>,
): Promise<Result> {
  try {
    return await whileCalled(call, () => run(createContext(sdk, call)))
  } catch (error) {
    if (call.signal.aborted) throw error
    if (error instanceof ToolError) throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message)
    call.log.error(`${what} failed`, { request: call.requestId, error })
    throw new ProtocolError(
      ProtocolErrorCode.InternalError,
      `${what} failed. The server's log has the reason under request ${call.requestId}.`,
    )
  }
}
