import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { comparable, recorded, subject } from './expected.ts'
import { createProject, offer, toolFiles } from './project.ts'
import { buildImage, imageStart, npmStart, type Side } from './sides.ts'

// What `npm start` runs, the image runs, with the same answers: each tool of `tools/` on each side. PACKAGES=pg,axios runs those
// of some only.

const chosen = process.env.PACKAGES?.split(',')
const files = (kind: 'load' | 'run' | 'ways') =>
  toolFiles(kind).filter(file => chosen?.some(name => file.split('/')[1] === name) ?? true)
const toolName = (file: string) => file.replace(/^(load|run)\/(.*)$/, '$2-$1').replace(/^ways\//, 'way-')

const [load, run, ways] = [files('load'), files('run'), files('ways')]
const expected = recorded()
const noSnapshot = { SNAPSHOT: 'off' }
const starts = new Map<string, Promise<Side>>()

/** A side that did not start fails the tests that ask it, and no others. */
async function ask(side: string, tool: string): Promise<unknown> {
  const started = await starts.get(side)
  if (started === undefined) throw new Error(`Nobody has started ${side}`)
  return comparable(tool, await started.call(tool))
}

function start(name: string, side: Promise<Side>): Promise<unknown> {
  starts.set(name, side)
  return side.catch(() => {})
}

async function startAll(kind: string, folder: string, offered: string[]): Promise<void> {
  offer(folder, offered)
  await start(`npm start, ${kind}`, npmStart(folder))
  const image = buildImage(folder, kind)
  const sides = { snapshot: {}, 'no snapshot': noSnapshot, another: {} }
  for (const [name, env] of Object.entries(sides)) {
    await start(
      `${name}, ${kind}`,
      image.then(built => imageStart(built, env)),
    )
  }
}

describe.skipIf(inject('image') === null)('the matrix of packages', () => {
  beforeAll(async () => {
    const folder = createProject()
    await startAll('whole', folder, [...load, ...run, ...ways])
    // Here no other tool has loaded a package when the call imports it.
    if (run.length > 0) await startAll('lazy', folder, run)
  }, 20 * 60_000)

  afterAll(async () => {
    for (const side of starts.values()) await (await side.catch(() => undefined))?.[Symbol.asyncDispose]()
  })

  describe.each(['npm start', 'snapshot', 'no snapshot'])('%s', side => {
    test.each([...load, ...run, ...ways].map(toolName).filter(name => name !== 'way-fresh'))('%s', async tool => {
      expect(await ask(`${side}, whole`, tool)).toEqual(expected[subject(tool)])
    })

    test.each(run.map(toolName))('%s, where nothing has loaded its package', async tool => {
      expect(await ask(`${side}, lazy`, tool)).toEqual(expected[subject(tool)])
    })
  })

  test.skipIf(!ways.includes('ways/fresh'))('no process shares with another what it drew while it loaded', async () => {
    const sides = ['npm start', 'snapshot', 'another', 'no snapshot']
    const all = await Promise.all(sides.map(side => ask(`${side}, whole`, 'way-fresh')))
    const answers = all as { drawn: object; later: object; own: boolean[] }[]
    expect(answers.flatMap(({ own }) => own)).not.toContain(false)
    for (const key of ['drawn', 'later'] as const) {
      for (const name of Object.keys(answers[0]?.[key] ?? {})) {
        const values = answers.map(answer => (answer[key] as Record<string, unknown>)[name])
        expect(new Set(values).size, `${name}: ${values}`).toBe(values.length)
      }
    }
  })
})
