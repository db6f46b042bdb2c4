import { existsSync, readdirSync } from 'node:fs'
import { relative } from 'node:path'
import { format } from '../../../scripts/rename/format.ts'
import { type Asked, Refused } from './command-line.ts'
import type { ProjectOptions } from './options.ts'
import { recordFile, recordText } from './record.ts'
import { renderProject } from './render-project.ts'
import type { Template } from './template.ts'
import { madeBy, tarballsIn, vendor } from './vendor.ts'
import { install, writeFile, writeProject } from './write-project.ts'

/** What may be in a folder that counts as empty: a repository without a commit, say. */
const harmless = ['.git', '.DS_Store']

/** @throws {Refused} for a folder that holds something */
export function requireEmpty(folder: string): void {
  const [first] = existsSync(folder) ? readdirSync(folder).filter(name => !harmless.includes(name)) : []
  if (first !== undefined)
    throw new Refused(
      `${folder} is not empty, as it holds ${first}: name another folder. To update a project: --update`,
    )
}

/** Makes a project, and prints what to do with it. */
export function createProject(template: Template, options: ProjectOptions, asked: Asked): void {
  const { folder } = asked
  const tarballs = tarballsIn(asked.vendor)
  writeProject(renderProject(template, options, tarballs), folder)
  vendor(folder, asked.vendor, tarballs)
  const content = recordText({ madeBy: madeBy(template.version, tarballs), options })
  writeFile(folder, { path: recordFile, content })
  if (asked.install && !install(folder)) {
    throw new Refused(
      'The files are there, but npm cannot install their packages, as it says above: npm install goes on.',
    )
  }
  if (asked.install) format(folder)
  const here = relative(process.cwd(), folder)
  console.log(
    [
      `\n${options.name} is there. Next:\n`,
      ...(here === '' ? [] : [`  cd ${here}`]),
      ...(asked.install ? [] : ['  npm install', '  npx biome check --write']),
      '  git init && git add --all && git commit --message "Begin"',
      '  npm start',
      '',
    ].join('\n'),
  )
}
