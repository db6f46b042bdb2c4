// Sequential calls of a handler that is warm. Prints each call's milliseconds, and what all of them took.
import { verify } from './answers.mjs'
import { context, job, load } from './runtime.mjs'

/** Milliseconds of one call with an event of its own. */
async function call(handler) {
  // In Lambda an event comes from a socket. Without a turn of the event loop in between, timers, finalizers and the
  // collector's own tasks would never run, and every collection would fall into a call.
  await new Promise(setImmediate)
  const event = JSON.parse(job.event)
  const start = performance.now()
  const answer = await handler(event, context)
  const end = performance.now()
  verify(job.answer, answer)
  return end - start
}

async function main() {
  const handler = await load(job.file, job.export)
  for (let i = 0; i < job.warmUp; i++) await call(handler)

  const latencies = new Float64Array(job.calls)
  const before = process.cpuUsage()
  for (let i = 0; i < job.calls; i++) latencies[i] = await call(handler)
  const { user, system } = process.cpuUsage(before)
  const rss = process.memoryUsage.rss()

  const cpu = (user + system) / 1000 / job.calls
  console.log(JSON.stringify({ latencies: [...latencies], cpu, rss: rss / 2 ** 20 }))
  process.exit(0)
}

void main() // Not awaited: see child-cold.mjs.
