import type { TemplateFile } from './template.ts'

/** The files of a project that is being made. */
export class Project {
  readonly files: Map<string, TemplateFile>

  constructor(files: readonly TemplateFile[]) {
    this.files = new Map(files.map(file => [file.path, file]))
  }

  /** Whether there is a file, or something below a folder. */
  has(path: string): boolean {
    const below = path.endsWith('/') ? path : `${path}/`
    return this.files.has(path) || [...this.files.keys()].some(each => each.startsWith(below))
  }

  /** @throws {Error} for a file that is not there, or is no text */
  text(path: string): string {
    const file = this.files.get(path)
    if (file === undefined || file.binary) throw new Error(`The template has no text ${path}.`)
    return file.content
  }

  /** Writes a text: a new file, or over the one that is there. */
  write(path: string, content: string): void {
    this.files.set(path, { ...(this.files.get(path) ?? { path, imports: [] }), content })
  }
}
