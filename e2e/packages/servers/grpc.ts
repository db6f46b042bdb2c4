import type { ServerUnaryCall, ServerWritableStream, sendUnaryData } from '@grpc/grpc-js'
import { once } from './once.ts'
import { port } from './ports.ts'

const method = (name: string, responseStream = false) => ({
  path: `/matrix.Greeter/${name}`,
  requestStream: false,
  responseStream,
  requestSerialize: (value: string) => Buffer.from(value),
  requestDeserialize: String,
  responseSerialize: (value: string) => Buffer.from(value),
  responseDeserialize: String,
})

/** A gRPC server whose messages are plain text. */
export const grpc = once(async () => {
  const { Server, ServerCredentials, status } = await import('@grpc/grpc-js')
  const server = new Server()
  server.addService(
    { Greet: method('Greet'), Refuse: method('Refuse'), Count: method('Count', true) },
    {
      Greet: ({ request }: ServerUnaryCall<string, string>, done: sendUnaryData<string>) =>
        done(null, `Hello ${request}`),
      Refuse: (_: unknown, done: sendUnaryData<string>) => done({ code: status.PERMISSION_DENIED, details: 'not you' }),
      Count(call: ServerWritableStream<string, string>) {
        for (let n = 1; n <= Number(call.request); n++) call.write(String(n))
        call.end()
      },
    },
  )
  await new Promise<void>((resolve, reject) => {
    const address = `127.0.0.1:${port('grpc')}`
    server.bindAsync(address, ServerCredentials.createInsecure(), error => (error ? reject(error) : resolve()))
  })
})
