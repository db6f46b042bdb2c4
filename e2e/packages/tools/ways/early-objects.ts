import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash, createHmac, createSecretKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { closeSync, openSync, readSync } from 'node:fs'
import { createServer } from 'node:http'
import { performance } from 'node:perf_hooks'
import { PassThrough } from 'node:stream'
import { createContext, Script } from 'node:vm'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { createGunzip, gzipSync } from 'node:zlib'
import { defineTool } from '../../mcp/tool.ts'

const storage = new AsyncLocalStorage<number>()
const hash = createHash('sha256').update('half, ')
const key = createSecretKey('secret', 'utf8')
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const emitter = new EventEmitter({ captureRejections: true })
const descriptor = openSync(new URL('./data.txt', import.meta.url), 'r')
const server = createServer((_request, response) => response.end('listening')).listen(0, '127.0.0.1')
server.unref()
const through = new PassThrough()
const gunzip = createGunzip()
const context = createContext({ n: 41 })
const script = new Script('n + 1')
const { port1, port2 } = new MessageChannel()
const shared = new Int32Array(new SharedArrayBuffer(8))
const plural = new Intl.PluralRules('en', { type: 'ordinal' })
const reference = new WeakRef(emitter)
const decoder = new TextDecoder('utf-16le')
const compile = new Worker(
  "require('node:worker_threads').parentPort.on('message', n => require('node:worker_threads').parentPort.postMessage(n + 1))",
  { eval: true },
)
compile.unref()
performance.mark('loaded')
let ticked = 0
setInterval(() => ticked++, 1).unref()
const late = new Promise<string>(resolve => void setTimeout(resolve, 1, 'late'))
const listening = once(server, 'listening')
port1.unref()

export const ways = defineTool({
  name: 'way-early-objects',
  description:
    'Makes keys, streams, servers, workers, timers and more while the module loads, and uses them in the call.',
  async run() {
    const first = await Promise.all([late, listening])
    const { port } = server.address() as { port: number }
    const buffer = Buffer.alloc(6)
    readSync(descriptor, buffer, 0, 6, 0)
    const unzipped = once(gunzip, 'data')
    if (!gunzip.writableEnded) gunzip.end(gzipSync('unzipped'))
    port1.postMessage({ posted: true })
    compile.postMessage(41)
    const [added] = await once(compile, 'message')
    through.write('through')
    Atomics.add(shared, 0, 42)
    let rejected: unknown
    emitter.once('error', error => {
      rejected = error
    })
    emitter.once('async', async () => {
      throw new RangeError('captured')
    })
    emitter.emit('async')
    let unheard: unknown
    await new Promise(setImmediate)
    try {
      emitter.emit('error', new TypeError('nobody listens'))
    } catch (error) {
      unheard = error
    }
    return JSON.stringify({
      late: first[0],
      storage: await storage.run(7, async () => await Promise.resolve().then(() => storage.getStore())),
      hash: hash.copy().update('whole').digest('hex'),
      hmac: createHmac('sha256', key).update('').digest('hex'),
      signed: verify(null, Buffer.from('x'), publicKey, sign(null, Buffer.from('x'), privateKey)),
      file: buffer.toString(),
      served: await (await fetch(`http://127.0.0.1:${port}`)).text(),
      through: String(through.read()),
      gunzip: String((await unzipped)[0]),
      vm: script.runInContext(context),
      message: receiveMessageOnPort(port2)?.message,
      shared: shared[0],
      plural: plural.select(2),
      reference: reference.deref() === emitter,
      decoder: decoder.decode(Buffer.from('kia ora', 'utf16le')),
      added,
      mark: performance.getEntriesByName('loaded').length,
      ticked: ticked > 0,
      errors: [String(rejected), String(unheard)],
      closed: typeof closeSync,
    })
  },
})
