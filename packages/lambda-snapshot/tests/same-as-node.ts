import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../src/build.ts'
import { codeFlags } from '../src/code-flags.ts'
import { finish } from '../src/finish.ts'

/**
 * A module that exports `tell`, which returns what it sees, and the files that it needs. Node runs them as they are; the pack
 * runs them with a snapshot and without. All three have to tell the same.
 */
export interface Case {
  name: string
  /** The files, below `app/` unless they are in `lib/` or `node_modules/`; `-> path` is a link. `main.ts` exports `tell`. */
  files: Record<string, string>
}

/** Writes a project of all cases, each in a folder of its own, or of one in `app/`. */
function project(given: readonly Case[]): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'same-as-node-')))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), join(root, file))
    else writeFileSync(join(root, file), text, file.endsWith('.wasm') ? 'latin1' : 'utf8')
  }
  write('package.json', JSON.stringify({ type: 'module', imports: { '#alias': './case8/lib/alias.mjs' } }))
  write('core/shared.ts', 'export const shared = { of: "the core" }; export class Shared extends Error {}')
  write(
    'core/core.ts',
    "import { shared } from './shared.ts'\nexport const start = code => ({ handler: () => code.cases, stream: shared })",
  )
  write(
    'app/index.ts',
    given.map((_, index) => `export * as case${index} from '../case${index}/app/main.ts'`).join('\n'),
  )
  write('app/code.ts', "export * as cases from './index.ts'")
  for (const [index, { files }] of given.entries()) {
    write(
      `case${index}/package.json`,
      JSON.stringify({ type: 'module', imports: { '#lib/*': './lib/*', '#alias': './lib/alias.mjs' } }),
    )
    for (const [file, text] of Object.entries(files)) {
      const path = /^(lib|node_modules)\//.test(file) ? file : `app/${file}`
      write(`case${index}/${path}`, text.replaceAll('../core/', '../../core/'))
    }
  }
  return root
}

/** What every case tells, by the names of the folders. */
function told(root: string, module: string, blob?: string): Record<string, unknown> {
  const program = join(root, 'tell.mjs')
  const load = module.endsWith('.ts')
    ? '(await import(process.argv[2])).cases'
    : '(await import(process.argv[2])).handler()'
  writeFileSync(
    program,
    `void (async () => {
      process.chdir(${JSON.stringify(root)})
      const cases = ${load}
      const told = {}
      for (const name of Object.keys(cases)) {
        const late = new Promise(resolve => setTimeout(resolve, 10_000, 'never told'))
        told[name] = await Promise.race([late, Promise.resolve().then(() => cases[name].tell()).catch(error => error.stack)])
      }
      console.log('\\n' + JSON.stringify(told))
      process.exit()
    })()`,
  )
  const args = [...codeFlags, '--no-warnings', program, module]
  // As launch.sh does it.
  const env = { TOLD: 'told', ...(blob !== undefined && { NODE_OPTIONS: `--snapshot-blob=${blob}` }) }
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env, timeout: 60_000 })
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  if (!line.startsWith('{')) throw new Error(`${module}: ${stderr}${stdout}`)
  return JSON.parse(line)
}

/** Runs all cases in one project. */
export function describeSameAsNode(name: string, given: readonly Case[]): void {
  describe(`${name}:`, () => {
    let folder: string
    let expected: Record<string, unknown>
    let plain: Record<string, unknown>
    let restored: Record<string, unknown>

    beforeAll(async () => {
      folder = project(given)
      const out = join(folder, 'out')
      const { blob } = finish(
        await build({ root: folder, out, core: 'core/core.ts', code: 'app/code.ts', packages: [] }),
      )
      const module = join(out, readdirSync(out).includes('app.mjs') ? 'app.mjs' : 'app.cjs')
      expected = told(folder, join(folder, 'app/code.ts'))
      plain = told(folder, module)
      restored = told(folder, module, blob ?? '')
    }, 120_000)
    afterAll(() => rmSync(folder, { recursive: true }))

    test.each(given.map((each, index) => [each.name, `case${index}`]))('%s', (_name, key) => {
      expect(JSON.stringify(expected[key])).not.toMatch(/^"\w*Error/)
      expect(plain[key]).toEqual(expected[key])
      expect(restored[key]).toEqual(expected[key])
    })
  })
}
