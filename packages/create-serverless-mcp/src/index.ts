import type { ProjectOptions } from './options.ts'
import { packedTemplate } from './packed-template.ts'
import type { Project } from './project.ts'
import { renderProject } from './render-project.ts'

export type { ProjectOptions } from './options.ts'
export type { Project } from './project.ts'

/**
 * Makes the files of a project of this version, in memory: what a later version compares a project with that this one made.
 *
 * @param vendored names of the tarballs that lie in the project's `vendor/`. Default: none
 */
export function render(options: ProjectOptions, vendored: readonly string[] = []): Project {
  return renderProject(packedTemplate(), options, vendored)
}
