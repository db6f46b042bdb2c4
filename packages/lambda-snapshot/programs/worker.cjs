// Run by a restored process: prints "ok" if its workers can load every module of Node's, and fail as others do. Node keeps some
// of a module's templates for all workers of a process in the snapshot; where a worker loads that module itself, the whole
// process ends: "Assertion failed: shutdown_wrap_template_.IsEmpty()", https://github.com/nodejs/node/blob/main/src/env-inl.h
const { Worker } = require('node:worker_threads')

const text = `
  const { builtinModules } = require('node:module')
  const { parentPort } = require('node:worker_threads')
  for (const name of builtinModules) {
    try {
      require(name)
    } catch {} // Trace events are for the main thread.
  }
  void [crypto, Response, ReadableStream, process.stdout]
  parentPort.postMessage('loaded')
  throw new Error('as it has to')
`
const seen = []
const worker = new Worker(text, { eval: true, stdout: true, stderr: true })
worker.on('message', message => seen.push(message))
worker.on('error', ({ message }) => seen.push(message))
worker.on('exit', () => console.log(seen.sort().join() === 'as it has to,loaded' ? 'ok' : seen.join()))
