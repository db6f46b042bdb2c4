/** What somebody wants of a project. */
export interface ProjectOptions {
  /** Of the package, the Pulumi project and the image. */
  name: string
  /** Who may call, in each stack. */
  authorization: 'token' | 'jwt'
  /** The authorization server's URL, for `jwt`. */
  issuer?: string
  /** GitHub's workflows, and the program that prepares an account for them. */
  workflows: boolean
  bench: boolean
  e2e: boolean
  /** The sample tools, resources and prompts. */
  samples: boolean
}
