import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { baseImage as shippedBase } from '../infra/image/base-image.ts'
import { fixtureProject } from '../testing/copy-project.ts'
import type { ContainerCandidate } from './candidates.ts'
import { docker } from './docker.ts'

/** The base of every image, ours included. */
export const baseImage = process.env.BASE_IMAGE || shippedBase

/** The images of a run. They have a name of the run's own, so that removing them takes nobody else's away. */
export class Images implements AsyncDisposable {
  readonly #repository = `serverless-mcp-bench-${randomUUID().slice(0, 8)}`
  readonly #tags = new Set<string>()

  /** Builds what a row runs, unless an earlier row runs the same. `directory` is where the bundles are. */
  async build(row: ContainerCandidate, directory: string): Promise<void> {
    const tag = this.of(row)
    if (this.#tags.has(tag)) return
    this.#tags.add(tag)
    await (row.file === undefined
      ? buildOurs(tag, row.project)
      : buildFrom(resolve(directory, row.file), directory, tag))
  }

  /** The tag of the image that a row runs. */
  of({ file, project }: ContainerCandidate): string {
    const ours = project === undefined ? 'ours' : basename(project)
    return `${this.#repository}:${file === undefined ? ours : basename(file, '.cjs')}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { stdout } = await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', this.#repository)
    if (stdout !== '') await docker('image', 'rm', ...stdout.split('\n'))
  }
}

function buildOurs(tag: string, project: string | undefined): void {
  using fixtures = project === undefined ? fixtureProject() : undefined
  const { status, signal } = spawnSync(process.execPath, ['scripts/image.ts', '--tag', tag], {
    cwd: project ?? fixtures?.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`scripts/image.ts ended with ${signal ?? status}`)
}

async function buildFrom(file: string, directory: string, tag: string): Promise<void> {
  const context = mkdtempSync(join(directory, 'context-'))
  copyFileSync(file, join(context, 'handler.cjs'))
  const lines = [`FROM ${baseImage}`, 'COPY handler.cjs /var/task/', 'CMD ["handler.handler"]']
  writeFileSync(join(context, 'Dockerfile'), lines.join('\n'))
  await docker('build', '--quiet', '--tag', tag, context)
}
