import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format } from '../../../scripts/rename/format.ts'
import { Project } from './project.ts'
import { writeProject } from './write-project.ts'

/** A project's files as its Biome leaves them: two versions are compared in one format. */
export function formatted(project: Project, folder: string): Project {
  const copy = mkdtempSync(join(tmpdir(), 'formatted-'))
  try {
    writeProject(project, copy)
    format(copy, folder)
    const files = [...project.files.values()].map(file =>
      file.binary ? file : { ...file, content: readFileSync(join(copy, file.path), 'utf8') },
    )
    return new Project(files)
  } finally {
    rmSync(copy, { recursive: true })
  }
}
