import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type ssh2 from 'ssh2'
import { defineTool } from '../../mcp/tool.ts'

export async function check({ Client, Server, utils }: typeof ssh2) {
  const { private: key } = utils.generateKeyPairSync('ed25519')
  const server = new Server({ hostKeys: [key] }, connection => {
    connection
      .on('error', () => {})
      .on('authentication', attempt => (attempt.username === 'kea' ? attempt.accept() : attempt.reject()))
    connection.on('session', accept => {
      accept().on('exec', (acceptExec, _reject, { command }) => {
        const stream = acceptExec()
        stream.write(`ran ${command}`)
        stream.exit(3)
        stream.end()
      })
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = new Client().connect({ host: '127.0.0.1', port, username: 'kea', password: 'nest' })
  await once(client, 'ready')
  const [[output], [code]] = await new Promise<[unknown[], unknown[]]>((resolve, reject) => {
    client.exec('ls', (error, stream) =>
      error ? reject(error) : resolve(Promise.all([once(stream, 'data'), once(stream, 'exit')])),
    )
  })
  client.end()
  const stranger = new Client().connect({ host: '127.0.0.1', port, username: 'weka', password: 'nest' })
  const [error] = await once(stranger, 'error')
  server.close()
  return {
    output: String(output),
    code,
    error: [error.level, error.message],
    names: [client.constructor.name, server.constructor.name],
  }
}

export const run = defineTool({
  name: 'ssh2-run',
  description: 'Runs a command on a server of its own, which refuses a stranger.',
  run: async () => JSON.stringify(await check((await import('ssh2')).default)),
})
