import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { installFixtures } from './fixtures.ts'

const project = resolve(import.meta.dirname, '..')
const left = ['.git', 'dist', 'node_modules']

/** Copies the project into a folder, for a test that changes it. Its packages stay where they are. */
export function copyProject(folder: string): void {
  cpSync(project, folder, { recursive: true, filter: path => !left.includes(relative(project, path)) })
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction')
}

/** Copies the project into a folder, to be built there as any is, and has it offer the fixtures and nothing else. */
export function copyWithFixtures(folder: string): void {
  copyProject(folder)
  installFixtures(folder)
}

/** A temporary copy that offers the fixtures. */
export function fixtureProject(): Disposable & { folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fixtures-'))
  copyWithFixtures(folder)
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}
