import { renameTexts } from '../../../scripts/rename/rename-texts.ts'
import { adaptConfigs } from './adapt/configs.ts'
import { adaptDocs } from './adapt/docs.ts'
import { adaptManifest, ownPackages } from './adapt/manifest.ts'
import { adaptStackFiles } from './adapt/stack-files.ts'
import type { ProjectOptions } from './options.ts'
import { Project } from './project.ts'
import { selectFiles } from './select-files.ts'
import type { Template } from './template.ts'

/**
 * Makes the files of a project, in memory. The same template and options give the same files.
 *
 * @param vendored tarballs of the repository's packages that lie in the project's `vendor/`. Default: none, they are published
 */
export function renderProject(template: Template, options: ProjectOptions, vendored: readonly string[] = []): Project {
  const project = new Project(selectFiles(template, options))
  const manifest = JSON.parse(project.text('package.json'))
  project.write('package.json', adaptManifest(project, ownPackages(template, vendored)))
  adaptConfigs(project)
  adaptDocs(project, Object.keys(manifest.scripts))
  adaptStackFiles(project, options)
  const texts = [...project.files.values()].filter(({ binary }) => !binary)
  const { changed } = renameTexts(new Map(texts.map(({ path, content }) => [path, content])), {
    from: manifest.name,
    to: options.name,
  })
  for (const [path, { text }] of changed) project.write(path, text)
  return project
}
