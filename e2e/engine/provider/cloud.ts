import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Values } from './wire.ts'

// What exists: a folder with a file for each resource, and a journal of what was done. The providers' processes come and
// go with each command of the CLI, as real ones do; the cloud stays.

/** A resource that exists. */
export interface Existing {
  type: string
  /** Its URN, so that a replacement is told from a stranger. */
  urn: string
  id: string
  /** What it was asked to be and what it told of itself, without secrets' wrappers. */
  state: Values
}

export interface Operation {
  op: 'create' | 'update' | 'delete'
  type: string
  urn: string
  id: string
  /** The inputs that an update changed. */
  changed?: string[]
}

/** A failure that a test asks for: the first such operation fails. */
export interface Failure {
  type: string
  op: Operation['op']
  /**
   * `refused`: nothing happened. `partial`: it exists, but something about it failed afterwards, which a provider tells
   * the engine. `lost`: it happened, and the answer got lost.
   */
  how: 'refused' | 'partial' | 'lost'
}

/** What is in a file, if it is there: the providers are processes beside each other, and one may just have removed it. */
function read<Content>(file: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Nobody sees half of it. */
function write(file: string, content: object): void {
  const whole = join(file, '../..', randomUUID()) // Not beside it, where all files are resources.
  writeFileSync(whole, JSON.stringify(content))
  renameSync(whole, file)
}

export class Cloud {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    mkdirSync(join(folder, 'resources'), { recursive: true })
  }

  all(): Existing[] {
    const folder = join(this.folder, 'resources')
    return readdirSync(folder).flatMap(file => read<Existing>(join(folder, file)) ?? [])
  }

  ofType(type: string): Existing[] {
    return this.all().filter(resource => resource.type === type)
  }

  find(type: string, id: string): Existing | undefined {
    return read<Existing>(this.#file(type, id))
  }

  put(resource: Existing, op: 'create' | 'update', changed?: string[]): void {
    write(this.#file(resource.type, resource.id), resource)
    const { type, urn, id } = resource
    this.#note({ op, type, urn, id, ...(changed && { changed }) })
  }

  remove({ type, urn, id }: Pick<Existing, 'type' | 'urn' | 'id'>): void {
    rmSync(this.#file(type, id), { force: true })
    this.#note({ op: 'delete', type, urn, id })
  }

  /** Puts an image into a repository, as a push does, where the registry is only pretended. */
  push(repository: string, tag: string, digest: string): void {
    write(this.#images, { ...this.#pushed(), [`${repository}:${tag}`]: digest })
  }

  /** The digests in such a repository, by tag. */
  images(repository: string): Record<string, string> {
    const own = Object.entries(this.#pushed()).filter(([image]) => image.startsWith(`${repository}:`))
    return Object.fromEntries(own.map(([image, digest]) => [image.slice(repository.length + 1), digest]))
  }

  /** What has been done so far. */
  journal(): Operation[] {
    const file = join(this.folder, 'journal')
    if (!existsSync(file)) return []
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    return lines.map(line => JSON.parse(line) as Operation)
  }

  /** Writes down that a provider was asked what there is of a resource. */
  noteRead(urn: string): void {
    appendFileSync(join(this.folder, 'reads'), `${urn}\n`)
  }

  /** The resources that were looked at so far. */
  reads(): string[] {
    const file = join(this.folder, 'reads')
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  }

  /** Has the first of each of these operations fail. */
  failOnce(failures: Failure[]): void {
    write(this.#failures, failures)
  }

  /** The failures that have not happened yet. */
  pending(): Failure[] {
    return read<Failure[]>(this.#failures) ?? []
  }

  /** How an operation is to fail, if it is: asked once, it is done with. */
  takeFailure(op: Operation['op'], type: string): Failure['how'] | undefined {
    const pending = this.pending()
    const index = pending.findIndex(failure => failure.type === type && failure.op === op)
    if (index === -1) return undefined
    const [failure] = pending.splice(index, 1)
    this.failOnce(pending)
    return failure?.how
  }

  get #failures(): string {
    return join(this.folder, 'failures')
  }

  #file(type: string, id: string): string {
    return join(this.folder, 'resources', encodeURIComponent(`${type} ${id}`).slice(0, 250))
  }

  get #images(): string {
    return join(this.folder, 'images')
  }

  #pushed(): Record<string, string> {
    return read<Record<string, string>>(this.#images) ?? {}
  }

  #note(operation: Operation): void {
    appendFileSync(join(this.folder, 'journal'), `${JSON.stringify(operation)}\n`)
  }
}
