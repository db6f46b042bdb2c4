const { writeFileSync } = require('node:fs')

// Does what its event says: `{ steps: [['write', 'text'], ['gate', 'http://…'], ['fail', 'message'], …] }`.

const acts = {
  write: (text, stream) => stream.write(text),
  writeBytes: (length, stream) => new Promise(sent => stream.write(Buffer.alloc(length, 'x'), sent)),
  gate: async url => void (await (await fetch(url)).text()),
  createFile: path => writeFileSync(path, ''),
  fill: bytes => void Buffer.alloc(bytes, 1),
  log: text => void console.log(text),
  fail(message) {
    throw new RangeError(message)
  },
  exit: code => process.exit(code),
  hang: () => new Promise(() => setInterval(() => {}, 1000)),
  end: (_, stream) => stream.end(),
  destroy: (_, stream) => stream.destroy(),
}

async function act({ steps = [] }, stream) {
  for (const [what, value] of steps) await acts[what](value, stream)
}

exports.handler = async (event, context) => {
  await act(event)
  if (event.bytes) return 'x'.repeat(event.bytes)
  const { awsRequestId, functionName, invokedFunctionArn, memoryLimitInMB } = context
  const remaining = context.getRemainingTimeInMillis()
  return {
    pid: process.pid,
    event,
    env: { ...process.env },
    execArgv: process.execArgv,
    context: { awsRequestId, functionName, invokedFunctionArn, memoryLimitInMB, remaining },
  }
}

exports.stream = awslambda.streamifyResponse(async (event, stream) => {
  await act(event, event.prelude ? awslambda.HttpResponseStream.from(stream, event.prelude) : stream)
  if (!stream.writableEnded) stream.end()
})
