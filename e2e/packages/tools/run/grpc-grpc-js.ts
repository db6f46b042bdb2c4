import type * as Grpc from '@grpc/grpc-js'
import { defineTool } from '../../mcp/tool.ts'
import { grpc } from '../../servers/grpc.ts'

export async function check({ status }: typeof Grpc, client: Grpc.Client) {
  await grpc()
  const ask = (method: string, question: string) =>
    new Promise<unknown>(resolve => {
      const encode = (value: string) => Buffer.from(value)
      client.makeUnaryRequest(method, encode, String, question, (error, answer) => resolve(error ?? answer))
    })
  const error = (await ask('/matrix.Greeter/Refuse', 'x')) as Grpc.ServiceError
  const streamed: unknown[] = []
  for await (const part of client.makeServerStreamRequest(
    '/matrix.Greeter/Count',
    value => Buffer.from(value),
    String,
    '3',
  )) {
    streamed.push(part)
  }
  return {
    answer: await ask('/matrix.Greeter/Greet', 'tool'),
    streamed,
    error: [error.constructor.name, status[error.code], error.details, error.metadata.constructor.name],
    client: client.constructor.name,
  }
}

export const run = defineTool({
  name: 'grpc-grpc-js-run',
  description: 'Calls, streams from and is refused by a server of its own.',
  async run() {
    const grpc = await import('@grpc/grpc-js')
    const client = new grpc.Client(process.env.GRPC_ADDRESS ?? '', grpc.credentials.createInsecure())
    try {
      return JSON.stringify(await check(grpc, client))
    } finally {
      client.close()
    }
  },
})
