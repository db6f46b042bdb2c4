import {
  completable,
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
import { completions, promptResult, resourceContent } from './answer-shape.ts'
import { type Context, openContext } from './context.ts'
import { FieldError } from './field-error.ts'
import { listedSchema } from './listed-schema.ts'
import { parseFor } from './parse-for.ts'
import type { Prompt } from './prompt.ts'
import { type Call, whileCalled } from './request-scope.ts'
import type { Resource } from './resource.ts'
import { type Tool, ToolError } from './tool.ts'

/** A tool with its schemas as the SDK gets them. */
export interface ListedTool extends Tool {
  schemas: { inputSchema: StandardSchemaWithJSON; outputSchema?: StandardSchemaWithJSON }
}

export function listedTool(tool: Tool): ListedTool {
  const of = `tool "${tool.name}"`
  const outputSchema = tool.output && listedSchema(of, tool.output)
  return { ...tool, schemas: { inputSchema: listedSchema(of, tool.input), ...(outputSchema && { outputSchema }) } }
}

/** A prompt with its schema as the SDK lists it. */
export interface ListedPrompt extends Prompt {
  schema: StandardSchemaWithJSON
}

export function listedPrompt(prompt: Prompt): ListedPrompt {
  return { ...prompt, schema: listedSchema(`prompt "${prompt.name}"`, prompt.args) }
}

/** Lists a tool and its scopes. Its calls go to `callTool`, never to the SDK's own dispatch. */
export function registerTool(server: McpServer, { name, schemas, ...tool }: ListedTool): void {
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
    guarded({ kind: 'resource', name: url.href }, sdk, call, async context => {
      const content = resourceContent(await resource.read({ uri: url.href, variables }, context))
      return { contents: [contents(url.href, content, mimeType)] }
    })

  if (uri.includes('{')) {
    server.registerResource(name, new ResourceTemplate(uri, { list: undefined }), config, read)
  } else {
    server.registerResource(name, uri, config, (url, sdk) => read(url, {}, sdk))
  }
}

export function registerPrompt(server: McpServer, prompt: ListedPrompt, call: Call): void {
  const { name, title = name, description } = prompt
  const of = { kind: 'prompt', name }
  const argsSchema = promptSchema(prompt, call)
  const config = { title, ...(description !== undefined && { description }), argsSchema, ...challenge(prompt) }
  server.registerPrompt(name, config, (values, sdk) =>
    guarded(of, sdk, call, async context => promptResult(await prompt.get(values, context))),
  )
}

/** A prompt's schema, of which nothing that it throws gets out, for one call: arguments are parsed, and completed. */
function promptSchema({ name, args, schema }: ListedPrompt, call: Call): StandardSchemaWithJSON {
  const standard = schema['~standard']
  const validate = async (value: unknown) => {
    const of = { kind: 'prompt', name }
    const parsed = await contained(of, call, () => parseFor(call, label(of), args, value))
    return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues }
  }
  const shape = Object.fromEntries(
    Object.entries(args.shape).map(([argument, field]) => [
      argument,
      completed(field, `${name}", argument "${argument}`, call),
    ]),
  )
  return { '~standard': { ...standard, validate }, shape } as StandardSchemaWithJSON
}

type Complete = Parameters<typeof completable<StandardSchemaWithJSON>>[1]

/** A field as the SDK looks for what completes it. What that throws, and what is no list of strings, stays in the log. */
function completed(field: z.core.$ZodType, name: string, call: Call): unknown {
  const inner = (field._zod.def as Partial<z.core.$ZodOptionalDef>).innerType
  const by = [field, inner]
    .map(schema => (schema as { [key: symbol]: unknown } | undefined)?.[completableBy])
    .find(Boolean)
  if (by === undefined) return field
  const { complete } = by as { complete: Complete }
  const of = { kind: 'completion of the prompt', name }
  return completable({} as StandardSchemaWithJSON, (value, context) =>
    contained(of, call, () => whileCalled(call, label(of), async () => completions(await complete(value, context)))),
  )
}

/** Where the SDK's `completable` keeps what completes a field. */
const completableBy = Symbol.for('mcp.completable')

function challenge({ scopes }: { scopes?: readonly [string, ...string[]] }) {
  return scopes && { scopeChallenge: requireScopes(...scopes) }
}

function contents(uri: string, content: string | Uint8Array, mimeType: string | undefined) {
  return typeof content === 'string'
    ? { uri, mimeType: mimeType ?? 'text/plain', text: content }
    : { uri, mimeType: mimeType ?? 'application/octet-stream', blob: Buffer.from(content).toString('base64') }
}

interface Named {
  kind: string
  name: string
}

const label = ({ kind, name }: Named) => `${kind} "${name}"`

/** Runs what a resource or a prompt does, with a context that ends with it. */
function guarded<Result>(
  of: Named,
  sdk: ServerContext,
  call: Call,
  run: (context: Context) => Promise<Result>,
): Promise<Result> {
  const { context, end } = openContext(sdk, call, label(of))
  return contained(of, call, () => whileCalled(call, label(of), () => run(context)).finally(end))
}

/** The SDK sends an error's message to the caller word for word: here it goes to the log, and a sentence to the caller. */
async function contained<Result>(of: Named, call: Call, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (call.signal.aborted) throw call.signal.reason
    if (error instanceof ToolError) throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message)
    const what = `The ${label(of)}`
    const field = error instanceof FieldError ? { field: error.field } : {}
    call.log.error(`${of.kind} failed`, { name: of.name, ...field, request: call.requestId, error })
    throw new ProtocolError(
      ProtocolErrorCode.InternalError,
      `${what} failed. The server's log has the reason under request ${call.requestId}.`,
    )
  }
}
