import { spawn } from 'node:child_process'

// `node leash.ts PROGRAM`: runs a program that must not outlive the process that started it. When that one closes its end
// of our standard input, which the system does for one that was killed, the program gets SIGTERM, and so time to clean up.

const [program = ''] = process.argv.slice(2)
const child = spawn(program, { stdio: ['ignore', 'inherit', 'inherit'] })
child.on('error', error => {
  console.error(error.message)
  process.exit(1)
})
child.on('exit', code => process.exit(code ?? 1))

process.stdin.resume().on('end', () => child.kill('SIGTERM'))
// Ctrl-C in a terminal reaches the program too: it goes first.
process.on('SIGINT', () => {})
