// A cold start: load the handler, make one call. Prints milliseconds since the process began, as Node counts them.
import { verify } from './answers.mjs'
import { context, job, load } from './runtime.mjs'

const ready = performance.now()
const handler = await load(job.file)
const loaded = performance.now()
const answer = await handler(JSON.parse(job.event), context)
const answered = performance.now()

verify(job.answer, answer)
console.log(JSON.stringify({ node: ready, load: loaded - ready, call: answered - loaded, total: answered }))
process.exit(0)
