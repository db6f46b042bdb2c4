import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Process extends AsyncDisposable {
  child: ChildProcess
  /** What it has printed so far, both streams. */
  output(): string
  /** Waits until what it has printed matches; fails when it ends before. */
  prints(pattern: RegExp): Promise<RegExpExecArray>
  /** Waits for its end. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
}

/** Starts a process with this Node and an environment of its own; what is set to undefined is unset. */
export function node(args: string[], env: NodeJS.ProcessEnv = {}, options: SpawnOptions = {}): Process {
  return run(process.execPath, args, env, options)
}

export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}, options: SpawnOptions = {}): Process {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', chunk => (stdout += chunk))
  child.stderr?.on('data', chunk => (stderr += chunk))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }))
  const output = () => stdout + stderr

  async function prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(output())
      if (found) return found
      const news = [child.stdout, child.stderr].flatMap(stream => (stream ? [once(stream, 'data')] : []))
      const end = ended.then(() => {
        if (!pattern.test(output())) throw new Error(`It ended without printing ${pattern}:\n${output()}`)
      })
      await Promise.race([...news, end])
    }
  }

  return {
    child,
    output,
    prints,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
