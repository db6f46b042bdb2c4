import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { comparable, recorded, subject } from './expected.ts'
import { createProject, offer, toolFiles } from './project.ts'
import { buildImage, imageStart, npmStart, type Side } from './sides.ts'

// What `npm start` runs, the image runs, with the same answers: each tool of `tools/` on each side. PACKAGES=pg,axios takes those
// of some only.

const chosen = process.env.PACKAGES?.split(',')
const files = (kind: 'load' | 'run' | 'ways') =>
  toolFiles(kind).filter(file => chosen?.some(name => file.split('/')[1] === name) ?? true)
const toolName = (file: string) => file.replace(/^(load|run)\/(.*)$/, '$2-$1').replace(/^ways\//, 'way-')

const [load, run, ways] = [files('load'), files('run'), files('ways')]
const fresh = ways.filter(file => file === 'ways/fresh')
const expected = recorded()

type Answers = Map<string, PromiseSettledResult<unknown>>

/** What each side answered; a side that did not start rejects. */
const sides = new Map<string, Promise<Answers>>()

/** Makes every call of a side, one after the other as Lambda does, and stops it. The tests only look at what came of them. */
async function collect(starting: Promise<Side>, tools: string[]): Promise<Answers> {
  await using side = await starting
  await side.list() // What does not start is not asked for the rest.
  const answers: Answers = new Map()
  const keep = async (name: string, call: Promise<unknown>) =>
    void answers.set(name, (await Promise.allSettled([call]))[0])
  for (const tool of tools) await keep(tool, side.call(tool))
  await keep('resource', side.read('page://kea'))
  await keep('prompt', side.prompt('package-greeting', { name: 'kea and tūī' }))
  return answers
}

/** Starts both servers of a kind, the image without its snapshot too, and collects what they answer. */
async function collectAll(kind: string, folder: string, offered: string[]): Promise<void> {
  offer(folder, offered)
  const tools = offered.map(toolName)
  const local = npmStart(folder)
  sides.set(`npm start, ${kind}`, collect(local, tools))
  await local.catch(() => {}) // It has read the list of tools.
  const image = buildImage(folder, kind)
  const started = (env = {}) => image.then(built => imageStart(built, env))
  sides.set(`snapshot, ${kind}`, collect(started(), tools))
  sides.set(`no snapshot, ${kind}`, collect(started({ SNAPSHOT: 'off' }), tools))
  if (kind === 'lazy') sides.set('another snapshot, lazy', collect(started(), fresh.map(toolName)))
  await image.catch(() => {})
}

async function answer(side: string, tool: string): Promise<unknown> {
  const found = (await sides.get(side))?.get(tool)
  if (found?.status === 'rejected') throw found.reason
  return comparable(tool, found?.value)
}

describe.skipIf(inject('image') === null)('the matrix of packages', () => {
  beforeAll(async () => {
    const folder = createProject()
    await collectAll('whole', folder, [...load, ...run, ...ways])
    // Here nothing has loaded a package when a call imports it.
    if (run.length > 0) await collectAll('lazy', folder, [...run, ...fresh])
    await Promise.allSettled(sides.values())
  }, 40 * 60_000) // Three times what two busy cores take.

  describe.each(['npm start', 'snapshot', 'no snapshot'])('%s', side => {
    test.each([...load, ...run, ...ways].map(toolName).filter(name => name !== 'way-fresh'))('%s', async tool => {
      expect(await answer(`${side}, whole`, tool)).toEqual(expected[subject(tool)])
    })

    test.each(run.map(toolName))('%s, where nothing has loaded its package', async tool => {
      expect(await answer(`${side}, lazy`, tool)).toEqual(expected[subject(tool)])
    })

    test('a resource that uses a package and a file beside it', async () => {
      expect(await answer(`${side}, whole`, 'resource')).toBe('<h1>kea</h1>\n')
    })

    test('a prompt that uses a package', async () => {
      expect(await answer(`${side}, whole`, 'prompt')).toBe('Greet Kea And Tui in Māori.')
    })
  })

  test.skipIf(fresh.length === 0)('no process has what another drew while it loaded', async () => {
    const kinds = ['npm start, whole', 'snapshot, whole', 'no snapshot, whole', 'npm start, lazy']
    const all = [...kinds, 'snapshot, lazy', 'another snapshot, lazy', 'no snapshot, lazy']
    const answers = await Promise.all(all.map(side => answer(side, 'way-fresh')))
    const drawn = answers as { drawn: object; later: object; own: boolean[] }[]
    expect(drawn.flatMap(({ own }) => own)).not.toContain(false)
    for (const key of ['drawn', 'later'] as const) {
      for (const name of Object.keys(drawn[0]?.[key] ?? {})) {
        const values = drawn.map(one => (one[key] as Record<string, unknown>)[name])
        expect(new Set(values).size, `${name}: ${values.join(', ')}`).toBe(values.length)
      }
    }
  })

  test('the tools pass tsc', { timeout: 5 * 60_000 }, async () => {
    const tsc = promisify(execFile)('npm', ['run', '--silent', 'check'], { cwd: createProject() })
    expect(
      await tsc.then(
        ({ stdout }) => stdout,
        ({ stdout }) => stdout,
      ),
    ).toBe('')
  })
})
