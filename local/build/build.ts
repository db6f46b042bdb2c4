import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { endWithThisProcess, type Host, killGroup, ownGroup } from 'lambda-local'

/** The checkout that everything is made of. */
export const root = join(import.meta.dirname, '../..')

/** What the functions run: an image or a bundle of this checkout. Disposed of when nothing runs it any more. */
export interface Build extends AsyncDisposable {
  /** Runs what was built last. */
  readonly host: Host
  /** What that is, for people. */
  readonly description: string
  /**
   * Builds, if the content has changed since it was built last. Resolves whether it had. Rejects with {@link BuildError};
   * what was built before then stays in place.
   */
  update(): Promise<boolean>
}

/** A build that failed, for a reason that its own tool has printed. */
export class BuildError extends Error {
  override name = 'BuildError'
}

/** How an image or a bundle is made. */
export interface Builder extends AsyncDisposable {
  /** What the content is known by: another one for another content. */
  tag(): string
  /** Makes what runs the content of a tag. */
  build(tag: string): Promise<Built>
  /** Takes it away again. */
  discard(tag: string): Promise<void>
}

export interface Built {
  host: Host
  description: string
}

/** Builds for the first time, and keeps what is built up to date with its content from then on. */
export async function createBuild(builder: Builder): Promise<Build> {
  let current = await buildWhole(builder)
  return {
    // Instances outlive a build: each runs what is the last one when it starts.
    host: {
      network: () => current.host.network(),
      otherNetwork: async failed => current.host.otherNetwork?.(failed),
      launch: launch => current.host.launch(launch),
    },
    get description() {
      return current.description
    },
    async update() {
      if (builder.tag() === current.tag) return false
      current = await buildWhole(builder)
      return true
    },
    [Symbol.asyncDispose]: () => builder[Symbol.asyncDispose](),
  }
}

/** What was built while its content changed is of no tag: then once more. */
async function buildWhole(builder: Builder): Promise<Built & { tag: string }> {
  for (;;) {
    const tag = builder.tag()
    const built = await builder.build(tag)
    if (builder.tag() === tag) return { ...built, tag }
    await builder.discard(tag)
  }
}

/**
 * Runs a builder, whose own words go to the terminal. Rejects when it fails, and when the signal ends it: once it has gone,
 * so that it writes no more to what is about to be removed.
 */
export async function run(
  command: string,
  args: string[],
  { cwd, signal }: { cwd: string; signal: AbortSignal },
): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], ...ownGroup })
  endWithThisProcess(child)
  const stop = () => killGroup(child, 'SIGTERM')
  signal.addEventListener('abort', stop)
  const [code] = await once(child, 'close').finally(() => signal.removeEventListener('abort', stop))
  signal.throwIfAborted()
  if (code !== 0) throw new BuildError(`${command} ended with exit code ${code}, and says why above.`)
}
