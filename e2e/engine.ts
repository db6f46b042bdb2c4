import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type * as pulumi from '@pulumi/pulumi'
import { node } from './processes.ts'

// A small engine: as much of Pulumi's gRPC protocol as a program needs to be loaded, run and done, by the real language
// host (`@pulumi/pulumi/cmd/run`, which is what the CLI starts). It creates nothing; a resource is what its mocks say.

const require = createRequire(import.meta.url)
const sdk = createRequire(require.resolve('@pulumi/pulumi'))

type Respond = (error: unknown, response?: unknown) => void
type Handler = (call: { request: Request }, respond: Respond) => void
interface Request {
  getId(): string
  getUrn(): string
  getSeverity(): number
  getMessage(): string
  getOutputs(): { toJavaScript(): Record<string, unknown> }
}

export interface Run {
  code: number | null
  /** The stack's outputs, as they reach the engine. */
  outputs: Record<string, unknown> | undefined
  /** The types of what was registered. */
  types: string[]
  /** What the program told the engine, errors above all. */
  messages: string[]
  /** What it printed. */
  printed: string
}

export interface ProgramArgs {
  /** The program's directory. */
  directory: string
  project: string
  stack: string
  /** With namespaces; what is no text goes over as JSON. */
  config: Record<string, unknown>
  mocks: pulumi.runtime.Mocks
}

/** Runs a program from its start to its outputs. */
export async function runProgram({ directory, project, stack, config, mocks }: ProgramArgs): Promise<Run> {
  const types: string[] = []
  const messages: string[] = []
  let outputs: Record<string, unknown> | undefined
  const { MockMonitor } = sdk('@pulumi/pulumi/runtime/mocks') as {
    MockMonitor: new (mocks: object) => Record<string, (...args: unknown[]) => void>
  }
  const monitor = new MockMonitor({
    ...mocks,
    newResource: (resource: pulumi.runtime.MockResourceArgs) => {
      types.push(resource.type)
      return mocks.newResource(resource)
    },
  })
  const toMonitor =
    (method: string): Handler =>
    ({ request }, respond) =>
      monitor[method]?.(request, respond)

  const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb')
  const { SupportsFeatureResponse } = sdk('@pulumi/pulumi/proto/resource_pb')
  const { SetRootResourceResponse, GetRootResourceResponse } = sdk('@pulumi/pulumi/proto/engine_pb')
  let root = ''
  const methods: Record<string, Handler> = {
    supportsFeature({ request }, respond) {
      const response = new SupportsFeatureResponse()
      response.setHassupport(request.getId() !== 'outputValues')
      respond(null, response)
    },
    registerResourceOutputs({ request }, respond) {
      if (request.getUrn().includes('pulumi:pulumi:Stack')) outputs = request.getOutputs().toJavaScript()
      respond(null, new Empty())
    },
    signalAndWaitForShutdown: (_call, respond) => respond(null, new Empty()),
    log({ request }, respond) {
      if (request.getSeverity() > 1) messages.push(request.getMessage())
      respond(null, new Empty())
    },
    setRootResource({ request }, respond) {
      root = request.getUrn()
      respond(null, new SetRootResourceResponse())
    },
    getRootResource(_call, respond) {
      const response = new GetRootResourceResponse()
      response.setUrn(root)
      respond(null, response)
    },
  }
  for (const name of ['registerResource', 'readResource', 'invoke', 'getDeploymentInfo', 'registerPackage']) {
    methods[name] = toMonitor(name)
  }

  const { address, stop } = await serve(methods)
  const host = [require.resolve('@pulumi/pulumi/cmd/run'), '--monitor', address, '--engine', address]
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const ended = await node(
    [...host, '--project', project, '--stack', stack, '--pwd', resolve(directory), '.'],
    { PULUMI_CONFIG: JSON.stringify(Object.fromEntries(texts)), PULUMI_CONFIG_SECRET_KEYS: '["mcp:tokens"]' },
    { cwd: join(directory) },
  ).ended
  stop()
  return { code: ended.code, outputs, types, messages, printed: ended.stdout + ended.stderr }
}

/** Both services on one port of loopback. A method that is not given answers that it is not implemented. */
async function serve(methods: Record<string, Handler>): Promise<{ address: string; stop(): void }> {
  const grpc = sdk('@grpc/grpc-js')
  const { ResourceMonitorService } = sdk('@pulumi/pulumi/proto/resource_grpc_pb')
  const { EngineService } = sdk('@pulumi/pulumi/proto/engine_grpc_pb')
  const server = new grpc.Server()
  for (const service of [ResourceMonitorService, EngineService]) {
    const missing =
      (name: string): Handler =>
      (_call, respond) =>
        respond({ code: grpc.status.UNIMPLEMENTED, details: name })
    const implementation = Object.keys(service).map(name => [name, methods[name] ?? missing(name)])
    server.addService(service, Object.fromEntries(implementation))
  }
  const port = await new Promise((done, fail) => {
    const insecure = grpc.ServerCredentials.createInsecure()
    server.bindAsync('127.0.0.1:0', insecure, (error: unknown, bound: number) => (error ? fail(error) : done(bound)))
  })
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() }
}
