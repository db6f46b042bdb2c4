import { once } from './once.ts'
import { port } from './ports.ts'

/** A MySQL server that knows one table: mysql2 has the server's side of the protocol too. */
export const mysql = once(async () => {
  const { createServer } = (await import('mysql2')).default
  const server = createServer(() => {})
  // biome-ignore lint/suspicious/noExplicitAny: the package's types leave the server's side out
  server.on('connection', (connection: any) => {
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: '8.0.0-loopback',
      connectionId: 1,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff,
      authCallback: (_parameters: unknown, done: (error: null) => void) => done(null),
    })
    connection.on('query', (sql: string) => {
      connection.sequenceId = 1
      if (sql.includes('missing'))
        return connection.writeError({ code: 1146, message: "Table 'missing' doesn't exist" })
      connection.writeTextResult(
        [{ id: 1, name: sql }],
        [
          {
            catalog: 'def',
            schema: 'test',
            table: 't',
            orgTable: 't',
            name: 'id',
            orgName: 'id',
            characterSet: 63,
            columnLength: 11,
            columnType: 3,
            flags: 0,
            decimals: 0,
          },
          {
            catalog: 'def',
            schema: 'test',
            table: 't',
            orgTable: 't',
            name: 'name',
            orgName: 'name',
            characterSet: 45,
            columnLength: 255,
            columnType: 253,
            flags: 0,
            decimals: 0,
          },
        ],
      )
    })
    connection.on('error', () => {})
  })
  await new Promise<void>(resolve => {
    // Its type leaves the address out.
    const listen = server.listen as (port: number, host: string, backlog: undefined, done: () => void) => void
    listen.call(server, port('mysql'), '127.0.0.1', undefined, resolve)
  })
})
