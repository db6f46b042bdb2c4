import { ask, withDefaults } from './ask.ts'
import { type Asked, faultOf, Refused, readAsked } from './command-line.ts'
import { createProject, requireEmpty } from './create-project.ts'
import type { Template } from './template.ts'
import { updateProject } from './update-project.ts'

export interface MainOptions {
  template: Template
  /** How the program is called, for its help. */
  script: string
  /** Makes a folder of tarballs for `--vendor` where it is not given. Default: none are needed. */
  pack?: () => string
}

/** The program: makes a project, or updates one. Ends the process with one sentence for what it cannot do. */
export async function main({ template, script, pack }: MainOptions): Promise<void> {
  try {
    const needed = template.files.find(({ path }) => path === 'package-lock.json')?.content ?? ''
    const asked = readAsked(script, needed)
    if (asked.update) return await updateProject(template, withVendor(asked, pack))
    requireEmpty(asked.folder)
    const asks = !asked.yes && process.stdin.isTTY && process.stdout.isTTY
    const options = asks ? await ask(asked.options, asked.folder, needed) : withDefaults(asked.options, asked.folder)
    const fault = faultOf(options, needed)
    if (fault !== undefined) throw new Refused(fault)
    createProject(template, options, withVendor(asked, pack))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

function withVendor(asked: Asked, pack: (() => string) | undefined): Asked {
  if (asked.vendor !== undefined || pack === undefined) return asked
  return { ...asked, vendor: pack() }
}
