// A cold start: load the handler, make one call. Prints milliseconds since the parent started the process.
import { verify } from './answers.mjs'
import { context, job, load } from './runtime.mjs'

/** The system's monotonic clock, which the parent reads as well: how a process counts from its own start is not the
 * same for one that is restored from a snapshot. */
const now = () => Number(process.hrtime.bigint() - BigInt(job.started)) / 1e6

async function main() {
  const ready = now()
  const handler = await load(job.file, job.export)
  const loaded = now()
  const answer = await handler(JSON.parse(job.event), context)
  const answered = now()

  verify(job.answer, answer)
  console.log(JSON.stringify({ node: ready, load: loaded - ready, call: answered - loaded, total: answered }))
  process.exit(0)
}

// Not awaited: a restored process can `require` this file then, as it does Lambda's runtime client.
void main()
