import { createServer, type Socket } from 'node:net'
import { once } from './once.ts'
import { port } from './ports.ts'

const store = new Map<string, string>()
const bulk = (value: string | undefined) =>
  value === undefined ? '$-1\r\n' : `$${Buffer.byteLength(value)}\r\n${value}\r\n`

const commands: Record<string, (...args: string[]) => string> = {
  PING: () => '+PONG\r\n',
  INFO: () => bulk('redis_version:7.0.0\r\nloading:0\r\n'),
  CLIENT: () => '+OK\r\n',
  SET: (key = '', value = '') => {
    store.set(key, value)
    return '+OK\r\n'
  },
  GET: (key = '') => bulk(store.get(key)),
  INCRBY: (key = '', by = '') => {
    const sum = Number(store.get(key) ?? 0) + Number(by)
    if (Number.isNaN(sum)) return '-ERR value is not an integer or out of range\r\n'
    store.set(key, String(sum))
    return `:${sum}\r\n`
  },
  MGET: (...keys) => `*${keys.length}\r\n${keys.map(key => bulk(store.get(key))).join('')}`,
}

/** Takes whole commands off the front of what has arrived: `*2\r\n$3\r\nGET\r\n$1\r\na\r\n`. Returns the rest. */
function answer(socket: Socket, arrived: string): string {
  const count = /^\*(\d+)\r\n/.exec(arrived)
  if (!count) return arrived
  let at = count[0].length
  const words: string[] = []
  while (words.length < Number(count[1])) {
    const length = /^\$(\d+)\r\n/.exec(arrived.slice(at))
    if (!length || arrived.length < at + length[0].length + Number(length[1]) + 2) return arrived
    at += length[0].length
    words.push(arrived.slice(at, at + Number(length[1])))
    at += Number(length[1]) + 2
  }
  const [name = '', ...args] = words
  socket.write(commands[name.toUpperCase()]?.(...args) ?? `-ERR unknown command '${name}'\r\n`)
  return answer(socket, arrived.slice(at))
}

/** A Redis that knows a handful of commands, in RESP 2. */
export const redis = once(async () => {
  const server = createServer(socket => {
    let arrived = ''
    socket.setEncoding('latin1').on('data', data => {
      arrived = answer(socket, arrived + data)
    })
    socket.on('error', () => {})
  })
  await new Promise<void>(resolve => server.listen(port('redis'), '127.0.0.1', resolve))
  server.unref()
})
