import { readFileSync } from 'node:fs'

/** @throws {Error} that names the file, where it is no JSON */
// biome-ignore lint/suspicious/noExplicitAny: As JSON.parse has it; whoever reads a manifest knows what is in it.
export function readJson(path: string): any {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}. Correct it: npm start would fail as well.`)
  }
}
