import { parseArgs } from 'node:util'
import { Refusal } from './refusal.ts'

const usage = `npm run release [-- -s STACK] [--no-smoke]       releases what \`pulumi up\` published
npm run release -- list [-s STACK]               lists the published versions
npm run release -- rollback [VERSION] [-s STACK] moves \`live\` back`

export interface Command {
  name: 'release' | 'list' | 'rollback'
  /** Of the stack; undefined is the selected one, as with `pulumi up`. */
  stack: string | undefined
  /** Where `rollback` goes; undefined is to the version before. */
  version: string | undefined
  smoke: boolean
}

export function parseCommand(args: string[]): Command {
  const { values, positionals } = parse(args)
  const [name = 'release', version, ...rest] = positionals
  if (name !== 'release' && name !== 'list' && name !== 'rollback') {
    throw new Refusal(`"${name}" is no command of this script. To name a stack: -s ${name}.\n${usage}`)
  }
  const extra = name === 'rollback' ? rest[0] : version
  if (extra !== undefined) throw new Refusal(`"${extra}" is one argument too many for \`${name}\`.\n${usage}`)
  if (version !== undefined && !/^[1-9]\d*$/.test(version)) {
    throw new Refusal(`"${version}" is no version: versions are numbers. \`npm run release -- list\` shows them.`)
  }
  return { name, stack: values.stack, version, smoke: !values['no-smoke'] }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { stack: { type: 'string', short: 's' }, 'no-smoke': { type: 'boolean', default: false } },
    })
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}
