import { readCommandLine, wholeNumber } from '../command-line/command-line.ts'

export interface Arguments {
  /** `-s`, `--stack`. Default: dev. */
  stack: string
  /** `--port`: 0 lets the system choose. Default: 4000. */
  port: number
  /** `--instances`: how many start ahead of any call. Default: 1, and 8 with `--soak`. */
  instances: number
  /** `--chaos`: kills an instance every few seconds. */
  chaos: boolean
  /** `--soak`: calls from many clients during chaos, and ends. */
  soak: boolean
  /** `--calls`: of a soak. Default: 5,000. */
  calls: number
}

const line = {
  script: 'npm run local',
  does: 'Runs the whole deployment on this machine: API Gateway, authorizer and server, in containers if Docker runs. docs/local.md',
  options: {
    stack: { type: 'string', short: 's', value: 'STACK', default: 'dev', help: 'The stack to run.' },
    port: { type: 'string', value: 'PORT', default: '4000', help: 'The port to listen on; 0 lets the system choose.' },
    instances: {
      type: 'string',
      value: 'NUMBER',
      help: 'How many start before any call. Default: 1, and 8 with --soak.',
    },
    chaos: { type: 'boolean', default: false, help: 'Kills an instance every few seconds.' },
    soak: {
      type: 'boolean',
      default: false,
      help: 'Calls from many clients while instances die, prints figures, and ends.',
    },
    calls: { type: 'string', value: 'NUMBER', default: '5000', help: 'How many calls a soak makes.' },
  },
  examples: ['npm run local -- -s dev --port 4000 --instances 3 --chaos', 'npm run local -- --soak --calls 1000'],
} as const

/** Reads the arguments of `npm run local`. Ends the process with a sentence for what is none. */
export function readArguments(args: string[]): Arguments {
  const { stack, port, instances, chaos, soak, calls } = readCommandLine(line, args).values
  return {
    stack,
    port: wholeNumber(line, 'port', port, [0, 65_535], 4000),
    instances: wholeNumber(line, 'instances', instances ?? (soak ? '8' : '1'), [1, 1000], 3),
    chaos,
    soak,
    calls: wholeNumber(line, 'calls', calls, [1, 1_000_000], 5000),
  }
}
