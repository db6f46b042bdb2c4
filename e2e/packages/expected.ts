import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import manifest from './package.json' with { type: 'json' }

// What each tool has to answer. `expected.json` holds a line for each package, whose two tools answer alike, and for each way
// of writing; `node e2e/packages/record.ts` writes it by what `npm start` answers. What is known from elsewhere is held by
// `known.test.ts`.

/** The file of the answers. */
export const expectedFile = join(import.meta.dirname, 'expected.json')

type Answers = Record<string, unknown>

export const recorded = (): Answers => JSON.parse(readFileSync(expectedFile, 'utf8'))

/** The packages of the project, with their versions. */
export const { dependencies } = manifest as { dependencies: Record<string, string> }

/** `@aws-sdk/client-s3` is `aws-sdk-client-s3` in the names of files and tools. */
export const fileName = (name: string): string => name.replace('@', '').replace('/', '-')

const all = { ...manifest.devDependencies, ...dependencies }
const versions = Object.fromEntries(Object.entries(all).map(([name, version]) => [fileName(name), version]))

/** The name of the package or the way that a tool is of. */
export const subject = (tool: string): string => tool.replace(/-(load|run)$/, '')

/** An answer whose version, if it is the one of package.json, is told as such: an update changes nothing then. */
export function comparable(tool: string, answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('version' in answer)) return answer
  return answer.version === versions[subject(tool)] ? { ...answer, version: 'that of package.json' } : answer
}
