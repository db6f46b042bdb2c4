import { createRequire } from 'node:module'
import { check } from './check.ts'
import { diff } from './diff.ts'
import { answer } from './functions.ts'
import type { Context, Package } from './kind.ts'
import { create, Partial, type Request, read, remove, update } from './lifecycle.ts'
import { DEFAULTS, defined, differences, hasUnknown, plain, rootOf, type Values } from './wire.ts'

// The methods of the provider protocol, from messages to values and back.

const require = createRequire(import.meta.url)
const sdk = createRequire(require.resolve('@pulumi/pulumi'))
const { Struct } = sdk('google-protobuf/google/protobuf/struct_pb')
const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb')
const proto = sdk('@pulumi/pulumi/proto/provider_pb')
const { PluginInfo } = sdk('@pulumi/pulumi/proto/plugin_pb')

// biome-ignore lint/suspicious/noExplicitAny: the SDK types no messages that it generates.
type Message = any
export type Methods = Record<string, (request: Message) => unknown>

export interface Served {
  name: string
  version: string
  provider: Package
  context: Context
}

const values = (struct: Message): Values => struct?.toJavaScript() ?? {}
const struct = (from: Values): Message => Struct.fromJavaScript(defined(from))
const set = (message: Message, fields: Record<string, unknown>): Message => {
  for (const [field, value] of Object.entries(fields)) message[`set${field}`](value)
  return message
}

/** `urn:pulumi:dev::serverless-mcp::serverless-mcp:index:McpServer$aws:lambda/function:Function::serverless-mcp-dev` */
export function parseUrn(urn: string): { type: string; name: string } {
  const [, , types = '', ...name] = urn.split('::')
  return { type: types.split('$').at(-1) ?? '', name: name.join('::') }
}

export function createMethods({ name, version, provider, context }: Served): Methods {
  const request = (message: Message, fields: Partial_<Request> = {}): Request => ({
    urn: message.getUrn(),
    ...parseUrn(message.getUrn()),
    ...{ id: message.getId?.() ?? '', state: {}, oldInputs: {}, inputs: {}, preview: message.getPreview?.() ?? false },
    ...fields,
  })
  const common = (inputs: Values) => (hasUnknown(inputs) ? {} : (provider.common?.(plain(inputs), context) ?? {}))

  return {
    getPluginInfo: () => set(new PluginInfo(), { Version: version.replace(/^v/, '') }),
    getSchema: () => set(new proto.GetSchemaResponse(), { Schema: JSON.stringify({ name, version }) }),
    cancel: () => new Empty(),
    attach: () => new Empty(),
    checkConfig: (message: Message) => set(new proto.CheckResponse(), { Inputs: message.getNews() }),
    diffConfig(message: Message) {
      const changes = differences(values(message.getOldInputs() ?? message.getOlds()), values(message.getNews()))
      changes.delete('version')
      return diffResponse({ changes, replaces: [], deleteBeforeReplace: false })
    },
    configure(message: Message) {
      Object.assign(context.config, plain(values(message.getArgs())))
      if (!hasUnknown(context.config)) provider.configure?.(context)
      return set(new proto.ConfigureResponse(), { Acceptsecrets: provider.acceptsSecrets, Supportspreview: true })
    },
    check(message: Message) {
      const [olds, news, seed] = [values(message.getOlds()), values(message.getNews()), message.getRandomseed_asU8()]
      const { inputs, failures } = check(provider, { ...parseUrn(message.getUrn()), olds, news, seed }, context)
      const FailuresList = failures.map(({ property, reason }) =>
        set(new proto.CheckFailure(), { Property: property, Reason: reason }),
      )
      return set(new proto.CheckResponse(), { Inputs: struct(inputs), FailuresList })
    },
    diff(message: Message) {
      const { type } = parseUrn(message.getUrn())
      const [state, news] = [values(message.getOlds()), values(message.getNews())]
      const oldInputs = message.hasOldInputs() ? values(message.getOldInputs()) : state
      return diffResponse(diff(provider, { type, state, oldInputs, news, common: common(news) }))
    },
    async create(message: Message) {
      const made = await create(provider, request(message, { inputs: values(message.getProperties()) }), context).catch(
        initFailed,
      )
      return set(new proto.CreateResponse(), { Id: made.id, Properties: struct(made.state) })
    },
    async read(message: Message) {
      context.cloud.noteRead(message.getUrn())
      const [state, oldInputs] = [values(message.getProperties()), values(message.getInputs())]
      const { id, state: found } = await read(provider, request(message, { state, oldInputs }), context)
      if (id === '') return new proto.ReadResponse()
      const inputs: Values = { ...oldInputs }
      for (const key of Object.keys(oldInputs)) if (key !== DEFAULTS) inputs[key] = found[key]
      return set(new proto.ReadResponse(), { Id: id, Properties: struct(found), Inputs: struct(inputs) })
    },
    async update(message: Message) {
      const [state, oldInputs, inputs] = [message.getOlds(), message.getOldInputs(), message.getNews()].map(values) as [
        Values,
        Values,
        Values,
      ]
      const made = await update(provider, request(message, { state, oldInputs, inputs }), context).catch(initFailed)
      return set(new proto.UpdateResponse(), { Properties: struct(made.state) })
    },
    async delete(message: Message) {
      await remove(provider, request(message, { state: values(message.getProperties()) }), context)
      return new Empty()
    },
    async invoke(message: Message) {
      const result = await answer(provider, message.getTok(), plain(values(message.getArgs())), context)
      return set(new proto.InvokeResponse(), { Return: struct(result) })
    },
  }
}

type Partial_<T> = { [K in keyof T]?: T[K] }

function diffResponse({ changes, replaces, deleteBeforeReplace }: ReturnType<typeof diff>): Message {
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges
  const response = set(new proto.DiffResponse(), {
    Changes: changes.size > 0 ? DIFF_SOME : DIFF_NONE,
    DiffsList: [...new Set([...changes.keys()].map(rootOf))],
    ReplacesList: replaces,
    Deletebeforereplace: deleteBeforeReplace,
    Hasdetaileddiff: true,
  })
  const kinds = { add: 0, delete: 2, update: 4 } // And one more where it replaces: PropertyDiff.Kind.
  for (const [path, change] of changes) {
    const Kind = kinds[change] + (replaces.includes(rootOf(path)) ? 1 : 0)
    response.getDetaileddiffMap().set(path, set(new proto.PropertyDiff(), { Kind, Inputdiff: true }))
  }
  return response
}

/** Tells the engine what there is of a resource whose creation failed half way. */
function initFailed(error: unknown): never {
  if (!(error instanceof Partial)) throw error
  const { Metadata } = sdk('@grpc/grpc-js')
  const { Any } = sdk('google-protobuf/google/protobuf/any_pb')
  const { Status } = sdk('@pulumi/pulumi/proto/status_pb')
  const detail = set(new proto.ErrorResourceInitFailed(), {
    Id: error.made.id,
    Properties: struct(error.made.state),
    ReasonsList: [error.message],
    Inputs: struct({}),
  })
  const any = new Any()
  any.pack(detail.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed')
  const metadata = new Metadata()
  const status = set(new Status(), { Code: 2, Message: error.message, DetailsList: [any] })
  metadata.add('grpc-status-details-bin', Buffer.from(status.serializeBinary()))
  throw Object.assign(new Error(error.message), { metadata })
}
