import { appendFileSync, readFileSync } from 'node:fs'

// For tests: stands in for a command that would leave this machine. Writes down how it was called, and answers by rule.

export interface Rule {
  /** Of the command line, its name first. */
  pattern: string
  stdout?: string
  code?: number
}

const command = process.argv.slice(2).join(' ')
const { log, rules } = JSON.parse(process.env.STAND_IN ?? '{}') as { log: string; rules: Rule[] }
const stdin = command.includes('--secret') ? readFileSync(0, 'utf8') : ''
appendFileSync(log, `${JSON.stringify({ command, stdin })}\n`)
const rule = rules.find(({ pattern }) => new RegExp(pattern).test(command))
if (rule?.stdout) console.log(rule.stdout)
process.exitCode = rule?.code ?? 0
