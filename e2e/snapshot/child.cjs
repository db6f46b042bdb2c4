// Answers the events that its parent sends, by the handler in FOLDER. Plain CommonJS: a restored process runs it.
// usage: node child.cjs FOLDER, with a channel for messages
const { join } = require('node:path')

const { handler } = require(join(process.argv[2], 'app.cjs'))
process.on('message', async ({ id, event, timeoutMs }) => {
  const deadline = Date.now() + timeoutMs
  process.send({ id, answer: await handler(event, { getRemainingTimeInMillis: () => deadline - Date.now() }) })
})
