import { isMap, isScalar, parseDocument } from 'yaml'
import type { ProjectOptions } from '../options.ts'
import { stackFile } from '../parts.ts'
import type { Project } from '../project.ts'

/** Has every stack let in whom the project is made for. */
export function adaptStackFiles(project: Project, { authorization, issuer }: ProjectOptions): void {
  for (const { path } of [...project.files.values()]) {
    if (!stackFile.test(path)) continue
    const document = parseDocument(project.text(path))
    const config = document.get('config')
    if (!isMap(config)) throw new Error(`${path} has no config.`)
    // A comment about the sample's authorization is about another one.
    const key = config.items.find(({ key }) => isScalar(key) && key.value === 'mcp:authorization')?.key
    if (isScalar(key)) key.commentBefore = null
    config.set('mcp:authorization', authorization)
    if (authorization === 'jwt') config.set('mcp:jwt', document.createNode({ issuer }))
    project.write(path, document.toString({ lineWidth: 0 }))
  }
}
