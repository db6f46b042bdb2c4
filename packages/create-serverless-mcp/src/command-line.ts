import { basename, resolve } from 'node:path'
import { type CommandLine, readCommandLine } from '../../../command-line/command-line.ts'
import { nameFault } from '../../../scripts/rename/rename-texts.ts'
import type { ProjectOptions } from './options.ts'

/** What a command line asks for. What it leaves open has no value. */
export interface Asked {
  folder: string
  options: Partial<ProjectOptions>
  update: boolean
  /** A folder of tarballs to take the repository's packages from. */
  vendor?: string
  /** Whether whatever is left open takes its default, without a question. */
  yes: boolean
  install: boolean
}

const line = {
  does:
    'Makes a new project in an empty folder: a stateless MCP server that runs natively on AWS Lambda. On a terminal it asks for ' +
    'what no option says. With --update, it brings the version that it is of into a project.',
  operands: '[FOLDER, by default this one]',
  options: {
    name: { type: 'string', value: 'NAME', help: "Of package, Pulumi project and image. Default: the folder's name." },
    authorization: { type: 'string', value: 'MODE', help: 'Who may call: token or jwt. Default: token.' },
    issuer: { type: 'string', value: 'URL', help: 'The authorization server, for jwt.' },
    workflows: {
      type: 'boolean',
      help: "With GitHub's workflows, and bootstrap/, which prepares an account for them.",
    },
    bench: { type: 'boolean', help: 'With the benchmarks.' },
    e2e: { type: 'boolean', help: 'With the tests that need Docker, a browser or an emulator.' },
    'no-samples': { type: 'boolean', help: 'Without the sample tools, resources and prompts.' },
    yes: { type: 'boolean', short: 'y', help: 'Asks nothing: what no option says takes its default.' },
    'no-install': { type: 'boolean', help: 'Writes the files alone: neither installed, nor formatted.' },
    vendor: {
      type: 'string',
      value: 'FOLDER',
      help: "Takes this project's own packages from tarballs, not the registry.",
    },
    update: { type: 'boolean', help: 'Updates the project that is in the folder.' },
  },
} as const satisfies Omit<CommandLine, 'script' | 'examples'>

/**
 * Reads a command line. Ends the process with one sentence for a wrong one.
 *
 * @param script as it is typed
 * @param needed the text of the lockfile of a project: no project can have the name of a package that it needs
 */
export function readAsked(script: string, needed: string, args?: string[]): Asked {
  const examples = [
    `${script} -- my-server`,
    `${script} -- my-server --authorization jwt --issuer https://login.example.com`,
  ] as const
  const { values, positionals } = readCommandLine({ ...line, script, examples }, args)
  const { name, authorization, issuer, workflows, bench, e2e, vendor } = values
  const options: Asked['options'] = {
    ...(name !== undefined && { name }),
    ...(authorization !== undefined && { authorization: authorization as ProjectOptions['authorization'] }),
    ...(issuer !== undefined && { issuer }),
    ...(workflows && { workflows }),
    ...(bench && { bench }),
    ...(e2e && { e2e }),
    ...(values['no-samples'] && { samples: false }),
  }
  const fault = faultOf(options, needed)
  if (fault !== undefined) throw new Refused(fault)
  return {
    folder: resolve(positionals[0] ?? '.'),
    options,
    update: values.update === true,
    ...(vendor !== undefined && { vendor: resolve(vendor) }),
    yes: values.yes === true,
    install: values['no-install'] !== true,
  }
}

/** What cannot be done, and the remedy, in one sentence. */
export class Refused extends Error {}

/** What is wrong with options, and the remedy; or undefined. */
export function faultOf({ name, authorization, issuer }: Partial<ProjectOptions>, needed: string): string | undefined {
  if (authorization !== undefined && !['token', 'jwt'].includes(authorization))
    return `--authorization is "${authorization}", but must be token or jwt. Example: --authorization token`
  if (issuer !== undefined && authorization !== 'jwt')
    return `--issuer is for --authorization jwt: add that, or leave the issuer out.`
  return (
    (name === undefined ? undefined : nameFault(name, needed)) ??
    (issuer === undefined ? undefined : issuerFault(issuer))
  )
}

/** What is wrong with an issuer, or undefined. */
export function issuerFault(issuer: string): string | undefined {
  if (URL.canParse(issuer) && new URL(issuer).protocol === 'https:') return undefined
  return `The issuer is "${issuer}", but must be an https URL. Example: --issuer https://login.example.com`
}

/** A name made of a folder's, as far as it goes. */
export function nameOf(folder: string): string {
  const words = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return words.replace(/^[^a-z]+|-+$/g, '')
}
