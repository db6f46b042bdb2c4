import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { localServerOptions } from '../app/local-server-options.ts'
import { readCommandLine } from '../command-line/command-line.ts'

// `npm run dev`: the local server, under Node's own watcher. That would wait for a change behind a help that was printed, so
// the command line is read before.

const args = process.argv.slice(2)
readCommandLine(
  {
    script: 'npm run dev',
    does: 'Does what `npm start` does, and restarts when a file changes.',
    options: localServerOptions,
    examples: ['npm run dev -- --port 4101'],
  },
  args,
)

const watcher = ['--watch', join(import.meta.dirname, '../app/local-server.ts'), ...args]
// In the place of this process, so that whoever ends it ends the watcher. Windows has no such thing.
if (process.platform !== 'win32') process.execve?.(process.execPath, [process.execPath, ...watcher], process.env)
process.exitCode = spawnSync(process.execPath, watcher, { stdio: 'inherit' }).status ?? 1
