import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Project } from './project.ts'
import type { TemplateFile } from './template.ts'

/** The bytes of a file. */
function bytesOf({ content, binary }: Pick<TemplateFile, 'content' | 'binary'>): Buffer {
  return Buffer.from(content, binary ? 'base64' : 'utf8')
}

/** Writes a project's files into a folder. */
export function writeProject(project: Project, folder: string): void {
  for (const file of project.files.values()) writeFile(folder, file)
}

export function writeFile(
  folder: string,
  file: Pick<TemplateFile, 'path' | 'content' | 'binary' | 'executable'>,
): void {
  const to = join(folder, file.path)
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, bytesOf(file), { mode: file.executable ? 0o755 : 0o644 })
}

/** Installs a project's packages, and has its lockfile name those and no others. Returns whether npm could. */
export function install(folder: string): boolean {
  const stdio = ['ignore', 'inherit', 'inherit'] as const
  const args = ['install', '--no-audit', '--no-fund']
  return spawnSync('npm', args, { cwd: folder, stdio: [...stdio], shell: process.platform === 'win32' }).status === 0
}
