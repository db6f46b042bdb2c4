import { once } from './once.ts'
import { port } from './ports.ts'

/** A Postgres in this process: PGlite, which is Postgres compiled to WebAssembly, behind a socket. */
export const postgres = once(async () => {
  const { PGlite } = await import('@electric-sql/pglite')
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket')
  const db = await PGlite.create()
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: port('postgres'), maxConnections: 20 })
  await server.start()
})
