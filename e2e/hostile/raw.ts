import { connect, type Socket } from 'node:net'
import { askNeighbour, beside, settle } from './attack.ts'
import { type Figures, noFigures, note } from './figures.ts'
import { Random } from './random.ts'
import type { Target } from './target.ts'

const body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ping"}}'
const head =
  'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n'

/** Bytes that a server has to answer with a status, or to end the connection for. */
const garbage: string[] = [
  ...[
    '[',
    '//[',
    'http://[',
    'http://',
    'http://[::1',
    'http:/\\',
    '*',
    '?',
    '/%',
    `/${'a'.repeat(20_000)}`,
    '/\u00ff',
    '/\t',
  ].map(target => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
  ...['CONNECT localhost:80', 'OPTIONS *', 'POST', 'GET /mcp /mcp', 'BREW /mcp', 'GET http://user:pw@[/'].map(
    line => `${line} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  ),
  ...['HTTP/0.9', 'HTTP/9.9', 'HTTP/1.1.1', 'ICY/1.0'].map(version => `GET /mcp ${version}\r\nHost: localhost\r\n\r\n`),
  '\r\n\r\n\r\n\r\nnonsense\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003', // TLS
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET /mcp HTTP/1.1\r\n\r\n',
  'GET /mcp HTTP/1.1\r\nHost: [\r\n\r\n',
  'GET /mcp HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  `GET /mcp HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(200_000)}\r\n\r\n`,
  `GET /mcp HTTP/1.1\r\nHost: localhost\r\n${'A: b\r\n'.repeat(3000)}\r\n`,
  // Smuggling: two lengths, a length beside chunks, a line that is folded, a name with a blank.
  `${head}Content-Length: ${body.length}\r\nContent-Length: 5\r\n\r\n${body}`,
  `${head}Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${body}`,
  `${head}Transfer-Encoding: chunked, identity\r\n\r\n${body}`,
  `${head}Transfer-Encoding: xchunked\r\n\r\n${body}`,
  `${head}Content-Length : 5\r\n\r\n${body}`,
  `${head}X: a\r\n b\r\nContent-Length: 0\r\n\r\n`,
  `${head}Content-Length: -1\r\n\r\n${body}`,
  `${head}Content-Length: 99999999999999999999\r\n\r\n${body}`,
  `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`,
  `${head}Expect: nonsense\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  `${head}Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  `${head}Content-Length: ${body.length}\r\n\r\n${body}`.repeat(20), // Pipelined.
]

/** What is cut off or sent too slowly: nobody waits for an answer, but the server must not keep it for ever, nor stumble. */
const unfinished: string[] = [
  'G',
  'POST /mcp HTTP/1.1\r\nHost: loc',
  `${head}Content-Length: 100000\r\n\r\n${body}`,
  `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"js`,
  `${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 30)}`,
]

/** Sends what is no request to a port, a whole and a cut-off one in turn, with a client beside it that behaves well. */
export async function sendGarbage(target: Target & { port: number }, count: number, seed: number): Promise<Figures> {
  const figures = noFigures(`${target.name}, raw sockets`)
  const random = new Random(seed)
  let left = count
  const attacker = async () => {
    while (left-- > 0) {
      figures.requests++
      if (random.next() < 0.3) await leave(target.port, random.of(unfinished), random)
      else await expectAnswer(target.port, random.of(garbage), figures)
    }
  }
  await beside(Promise.all(Array.from({ length: 8 }, attacker)), () => askNeighbour(target, figures))
  await settle(target, figures)
  return figures
}

/** The connection is answered or ended within 5 seconds, and never with a status of 500 and above. */
async function expectAnswer(port: number, bytes: string, figures: Figures): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const answer = await new Promise<string | undefined>(resolve => {
    let received = ''
    const patience = setTimeout(() => resolve(undefined), 5000)
    const over = () => {
      clearTimeout(patience)
      resolve(received)
    }
    socket.on('data', chunk => {
      received += chunk.toString('latin1')
      // Whatever is pipelined behind the first answer comes with it, or does not matter.
      if (/^HTTP\/1\.1 (?!100)\d{3} /.test(received)) over()
    })
    socket.on('error', over)
    socket.on('close', over)
    socket.write(Buffer.from(bytes, 'latin1'))
  })
  socket.destroy()
  const status = Number(/^HTTP\/1\.1 (?!100)(\d{3})/.exec(answer ?? '')?.[1] ?? 0)
  if (answer === undefined) figures.unanswered++
  if (status >= 500) figures.failures++
  if (answer === undefined || status >= 500)
    note(figures, `${status || 'nothing'} for ${JSON.stringify(bytes.slice(0, 300))}`)
}

/** Leaves in the middle: at once, or after a byte at a time, with or without a goodbye. */
async function leave(port: number, bytes: string, random: Random): Promise<void> {
  const socket: Socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await new Promise<void>(resolve => socket.once('connect', resolve).once('error', () => resolve()))
  const slow = random.next() < 0.3
  if (!slow) socket.write(bytes)
  for (const byte of slow ? bytes.slice(0, 20) : '') {
    socket.write(byte)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  await new Promise(resolve => setTimeout(resolve, random.below(10)))
  if (random.next() < 0.5) socket.resetAndDestroy()
  else socket.destroy()
}
