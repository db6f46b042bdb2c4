/** What a project is made of: a version of the framework, whole. */
export interface Template {
  version: string
  files: TemplateFile[]
}

export interface TemplateFile {
  /** From the project's root, with slashes. */
  path: string
  /** The text, or base64 of what is none. */
  content: string
  binary?: boolean
  executable?: boolean
  /** What it imports: a package as it is written, a file by its path from the root. */
  imports: string[]
}
