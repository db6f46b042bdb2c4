import { readCommandLine } from '../../command-line/command-line.ts'
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
  const { values, positionals } = readCommandLine(line, args)
  const [name = 'release', version, ...rest] = positionals
  if (name !== 'release' && name !== 'list' && name !== 'rollback') {
    throw new Refusal(`"${name}" is not a command of this script. To name a stack: -s ${name}.\n${usage}`)
  }
  const extra = name === 'rollback' ? rest[0] : version
  if (extra !== undefined) throw new Refusal(`"${extra}" is one argument too many for \`${name}\`.\n${usage}`)
  if (version !== undefined && !/^[1-9]\d*$/.test(version)) {
    throw new Refusal(`"${version}" is not a version: versions are numbers. \`npm run release -- list\` shows them.`)
  }
  return { name, stack: values.stack, version, smoke: !values['no-smoke'] }
}

const line = {
  script: 'npm run release',
  does:
    'Makes the version that `pulumi up` published live, step by step if the stack sets `release: canary`, and tries it. ' +
    '`list` lists the published versions; `rollback` moves `live` back, to the previous version or to the one that you name.',
  operands: '[list | rollback [VERSION]]',
  most: 3, // So that the sentence about one too many is that of the command.
  options: {
    stack: { type: 'string', short: 's', value: 'STACK', help: 'Default: the one that Pulumi has selected.' },
    'no-smoke': { type: 'boolean', default: false, help: 'Skips the smoke test.' },
  },
  variables: { MCP_AUTH_TOKEN: 'The access token for the smoke test, if the stack needs one.' },
  examples: ['npm run release -- -s prod', 'npm run release -- list -s prod', 'npm run release -- rollback 4 -s prod'],
} as const
