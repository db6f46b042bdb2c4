import { readCommandLine, wholeNumber } from '../../command-line/command-line.ts'
import { attack } from './attack.ts'
import { type Figures, isClean, linesOf } from './figures.ts'
import { gateway } from './gateway.ts'
import { handlerProcess } from './handler-process.ts'
import { localServer } from './local-server.ts'
import { remember } from './memory.ts'
import { sendGarbage } from './raw.ts'
import type { Target } from './target.ts'

// `npm run hostile [-- --requests N] [--seed N] [--memory]`: mutated requests, garbage on raw sockets, and tools, prompts and
// resources that fail in every way, on each way into the server, on loopback only. It ends with figures, and with status 1
// when one of them is wrong. `--memory` also calls each process 100,000 times, which takes some minutes.

const line = {
  script: 'npm run hostile',
  does:
    'Sends mutated requests and garbage to each way into the server, on loopback only, whose tools, resources and prompts ' +
    'fail in every way. Ends with figures, and with status 1 when one of them is wrong.',
  options: {
    requests: { type: 'string', value: 'NUMBER', default: '20000', help: 'How many requests each way gets.' },
    seed: { type: 'string', value: 'NUMBER', help: 'Repeats a run. Default: another one each time.' },
    memory: { type: 'boolean', default: false, help: 'Also calls each process 100,000 times, which takes minutes.' },
  },
  examples: ['npm run hostile -- --requests 1000 --seed 7'],
} as const
const { values } = readCommandLine(line)
const requests = wholeNumber(line, 'requests', values.requests, [1, 10_000_000], 1000)
const seed = wholeNumber(line, 'seed', values.seed ?? String(Date.now() % 1_000_000), [0, 2 ** 32 - 1], 7)
console.log(
  `${requests} requests on each transport; the seed is ${seed}: npm run hostile -- --requests ${requests} --seed ${seed}`,
)

const starts: (() => Target | Promise<Target>)[] = [
  localServer,
  () => handlerProcess('buffered'),
  () => handlerProcess('streamed'),
  () => gateway('buffered'),
  () => gateway('streamed'),
]

let clean = true
function tell(figures: Figures): void {
  console.log(linesOf(figures).join('\n'))
  if (!isClean(figures)) clean = false
}

for (const start of starts) {
  await using target = await start()
  const inProcess = target.name.startsWith('proxy event')
  // Through the gateway, an instance ends for each error that nobody catches: a start for each takes its time.
  const throughGateway = target.name.startsWith('npm run local')
  // A handler in a process of ours has nobody who would start another, as Lambda does.
  tell(await attack(target, { requests, seed, faults: !inProcess, atOnce: throughGateway ? 4 : 8 }))
  if (target.port !== undefined && !throughGateway) {
    tell(await sendGarbage({ ...target, port: target.port }, Math.ceil(requests / 20), seed))
  }
  if (values.memory && target.memory) {
    const { text, steady } = await remember({ ...target, memory: target.memory }, seed)
    console.log(text)
    if (!steady) clean = false
  }
}
console.log(clean ? 'Clean.' : 'NOT CLEAN: see the lines with !, and run it again with the same seed.')
process.exit(clean ? 0 : 1)
