import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type BuildOptions, build, finish, leftOut, makeAddons } from '../src/index.ts'

// What a build says that fails: the place, the way to it and the remedy. scan.test.ts and finish.test.ts have what it says of files
// of tools that cannot be read and of imports that lead nowhere, packages.test.ts what it says of native parts.

const project = {
  'package.json': '{ "type": "module" }',
  'core.ts': "import './lib.ts'\nexport const start = code => ({ handler: () => code })",
  'lib.ts': '',
  'code.ts': "import './tool.ts'",
  'tool.ts': '',
}

/** What the build of a project with these files says, in which `ROOT` stands for its folder. */
async function said(files: Record<string, string>, options: Partial<BuildOptions>): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'messages-')))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries({ ...project, ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const entries = { core: 'core.ts', code: 'code.ts' }
  const made = build({ root, out: join(root, 'out'), packages: [], ...entries, ...options })
  const message = await made
    .then(built => {
      leftOut(built)
      makeAddons(built)
      finish(built, { snapshot: false })
      return 'It is built.'
    })
    .catch((error: Error) => error.message)
  return message.replaceAll(root, 'ROOT')
}

const asWell = 'Correct it: npm start would fail as well.'
const byCore = 'It is imported by core.ts.'
const noJson = "is not JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2)."

test.each<[string, Record<string, string>, Partial<BuildOptions>, string]>([
  ['is sound', {}, {}, 'It is built.'],
  ['is not there', {}, { root: '/none/such' }, 'There is no folder /none/such: "root" is that of the project.'],
  ['has no such core', {}, { core: 'none.ts' }, 'There is no none.ts in ROOT, which the build names as "core".'],
  ['has no such code', {}, { code: 'none.ts' }, 'There is no none.ts in ROOT, which the build names as "code".'],
  [
    'has no such function',
    {},
    { functions: { other: 'none.ts' } },
    'There is no none.ts in ROOT, which the build names as "other".',
  ],
  [
    'is built into another',
    { 'out/package.json': '{}' },
    {},
    'ROOT/out is a project of its own: nothing is built into it. Name another folder.',
  ],
  ['is built into a file', { out: '' }, {}, 'ROOT/out is a file, and the build needs a folder. Name another one.'],
  ['has a manifest that is no JSON', { 'package.json': '{' }, {}, `ROOT/package.json ${noJson} ${asWell}`],
  [
    'has another manifest that is no JSON',
    { 'lib/package.json': '{', 'lib/a.js': '', 'tool.ts': "import './lib/a.js'" },
    {},
    `ROOT/lib/package.json ${noJson} ${asWell}`,
  ],
  ['has a lockfile that is no JSON', { 'package-lock.json': '{' }, {}, `ROOT/package-lock.json ${noJson} ${asWell}`],
  [
    'has a core that cannot be read',
    { 'lib.ts': '\nconst a = ;' },
    {},
    `lib.ts:2 cannot be part of the server's own: Unexpected ";". ${byCore} ${asWell}`,
  ],
  [
    'has a core that imports a file that is not there',
    { 'lib.ts': "import './deep.ts'", 'deep.ts': "import './none.ts'" },
    {},
    `deep.ts:1 cannot be part of the server's own: Could not resolve "./none.ts". It is imported by lib.ts, by core.ts. ${asWell}`,
  ],
  [
    'has a core that imports a name that is not there',
    { 'lib.ts': "import { none } from './deep.ts'\nvoid none", 'deep.ts': 'export const some = 1' },
    {},
    `lib.ts:1 cannot be part of the server's own: No matching export in "deep.ts" for import "none". ${byCore} ${asWell}`,
  ],
  [
    'has a core that imports a package that is not there',
    { 'lib.ts': "import '@no/such/part.js'" },
    {},
    `lib.ts imports @no/such/part.js, which is not there. ${byCore} Install it: npm install @no/such. If it is installed, it has no such part: npm start would fail as well.`,
  ],
  [
    'has a function that imports a package that is not there',
    { 'other.ts': "import 'none'" },
    { functions: { other: 'other.ts' } },
    'other.ts imports none, which is not there. Install it: npm install none. If it is installed, it has no such part: npm start would fail as well.',
  ],
  [
    'has a core that may do without a package',
    { 'lib.ts': "export const f = () => import('none').catch(() => {})" },
    {},
    'It is built.',
  ],
  [
    'names a condition by which there is nothing',
    { 'lib.ts': "import 'a/b'" },
    { conditions: { 'a/b': 'browser' } },
    'lib.ts imports a/b, which is not there by the condition "browser" that "conditions" names for it. Correct the option, or install the package.',
  ],
  [
    'has a core that awaits while it loads',
    { 'lib.ts': 'await 1\nexport {}' },
    {},
    `lib.ts:1 cannot be part of the server's own: Top-level await is currently not supported with the "cjs" output format. ${byCore} ` +
      'Await it in "start", or in a function: only the code may await at the top level of a module.',
  ],
  [
    'has a core with an addon',
    { 'lib.ts': "import './a.node'", 'a.node': '' },
    {},
    `lib.ts:1 cannot be part of the server's own: No loader is configured for ".node" files: a.node. ${byCore} ` +
      'Import it from the code in place of it, or from a package that is none of "packages".',
  ],
  [
    'has a core that does not start',
    { 'core.ts': 'export const begin = 1' },
    {},
    'core.ts has no export "start". Export it: a function that is handed the code, and returns the handlers.',
  ],
])('a project that %s', async (_what, files, options, message) => {
  expect(await said(files, options)).toBe(message)
})
