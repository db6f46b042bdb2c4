// A CPU profile of warm calls, as V8's profiler writes it, and the number of calls that are in it.
import { Session } from 'node:inspector/promises'
import { verify } from './answers.mjs'
import { context, job, load } from './runtime.mjs'

/** Microseconds between two samples. */
const interval = 100

async function main() {
  const handler = await load(job.file, job.export)
  async function call() {
    await new Promise(setImmediate) // See child-warm.mjs.
    verify(job.answer, await handler(JSON.parse(job.event), context))
  }
  for (let i = 0; i < job.warmUp; i++) await call()

  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval })
  await session.post('Profiler.start')
  for (let i = 0; i < job.calls; i++) await call()
  const { profile } = await session.post('Profiler.stop')
  process.stdout.write(JSON.stringify(profile), () => process.exit(0))
}

void main() // Not awaited: see child-cold.mjs.
