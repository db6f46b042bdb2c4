import { createRequire } from 'node:module'
import { aws } from './aws/aws.ts'
import { Cloud } from './cloud.ts'
import type { Package } from './kind.ts'
import { createMethods } from './methods.ts'
import { random } from './random.ts'

// `node main.ts PACKAGE [ENGINE'S ADDRESS]`: a provider over Pulumi's own protocol, whose cloud is a folder. The engine
// starts it as `pulumi-resource-PACKAGE`, and waits for its port on standard output.
// https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto

const [name = ''] = process.argv.slice(2)
const packages: Record<string, Package> = { aws, random }
const provider = packages[name]
if (provider === undefined)
  throw new Error(`There is no stand-in for the provider ${name}: add it to ${import.meta.filename}`)

const require = createRequire(import.meta.url)
const sdk = createRequire(require.resolve('@pulumi/pulumi'))
const grpc = sdk('@grpc/grpc-js')
const { ResourceProviderService } = sdk('@pulumi/pulumi/proto/provider_grpc_pb')
const { version } = require(`@pulumi/${name}/package.json`) as { version: string }

const cloud = new Cloud(process.env.STAND_IN_CLOUD ?? '')
const methods = createMethods({ name, version, provider, context: { config: {}, cloud } })

type Respond = (error: unknown, response?: unknown) => void
const service = Object.keys(ResourceProviderService).map(method => [
  method,
  async ({ request }: { request: never }, respond: Respond) => {
    const handler = methods[method]
    if (handler === undefined) return respond({ code: grpc.status.UNIMPLEMENTED, details: `${name}: ${method}` })
    try {
      respond(null, await handler(request))
    } catch (error) {
      const { message, metadata } = error as { message: string; metadata?: object }
      respond({ code: grpc.status.UNKNOWN, details: message, metadata })
    }
  },
])

const server = new grpc.Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 })
server.addService(ResourceProviderService, Object.fromEntries(service))
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error: Error | null, port: number) => {
  if (error) throw error
  console.log(port)
})
