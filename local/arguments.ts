import { parseArgs } from 'node:util'
import { fail } from '../scripts/fail.ts'

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

const options = {
  stack: { type: 'string', short: 's', default: 'dev' },
  port: { type: 'string', default: '4000' },
  instances: { type: 'string' },
  chaos: { type: 'boolean', default: false },
  soak: { type: 'boolean', default: false },
  calls: { type: 'string', default: '5000' },
} as const

/** Reads the arguments of `npm run local`. Ends the process with a sentence for what is none. */
export function readArguments(args: string[]): Arguments {
  const { stack, port, instances, chaos, soak, calls } = parse(args)
  return {
    stack,
    port: wholeNumber('port', port, [0, 65_535], 4000),
    instances: wholeNumber('instances', instances ?? (soak ? '8' : '1'), [1, 1000], 3),
    chaos,
    soak,
    calls: wholeNumber('calls', calls, [1, 1_000_000], 5000),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    const [reason] = (error as Error).message.split('. ')
    return fail(`${reason}. Example: npm run local -- -s dev --port 4000 --instances 3 --chaos`)
  }
}

function wholeNumber(option: string, text: string, [least, most]: [number, number], example: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  const rule = `must be a whole number from ${least} to ${most}`
  return fail(`--${option} is "${text}", but ${rule}. Example: npm run local -- --${option} ${example}`)
}
