import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a function of a test waits: it fetches `url`, which answers when the test opens the gate. */
export interface Gate extends AsyncDisposable {
  url: string
  /** Resolves when so many functions have come, and wait. */
  reached(count?: number): Promise<void>
  /** Lets in who waits. */
  open(): void
}

export async function createGate(address = '127.0.0.1'): Promise<Gate> {
  let waiting: ServerResponse[] = []
  let came = () => {}
  const server = createServer((_req, res) => {
    waiting.push(res)
    came()
  })
  await new Promise<void>(resolve => server.listen(0, address, resolve))
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}/`,
    reached: (count = 1) =>
      new Promise(resolve => {
        came = () => waiting.length >= count && resolve()
        came()
      }),
    open() {
      for (const res of waiting) res.end()
      waiting = []
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
