import { cpSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Copies the project into a folder, for a test that changes it. Its packages stay where they are. */
export function copyProject(folder: string): void {
  const left = ['.git', 'dist', 'node_modules']
  cpSync('.', folder, { recursive: true, filter: path => !left.includes(path) })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
}
