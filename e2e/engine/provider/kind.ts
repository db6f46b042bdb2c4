import type { Cloud, Existing } from './cloud.ts'
import type { Values } from './wire.ts'

/** The provider's own settings: `region`, `defaultTags`. */
export interface Context {
  config: Values
  cloud: Cloud
}

export interface Resource extends Context {
  urn: string
  type: string
  /** In the program. */
  name: string
  /** What it is asked to be, without secrets' wrappers; the provider's own defaults included. */
  inputs: Values
  /** Digits of chance, the same for one resource as long as it lives. */
  hex: string
}

/** What a provider does with one type of resource, beyond what all types share. Each entry cites where it is from. */
export interface Kind {
  /** Inputs whose change makes a new resource: `ForceNew`, `RequiresReplace`. `all`: any. */
  replaces?: string[] | 'all'
  /** The old one has to go first, as both would have the same id. */
  deleteBeforeReplace?: boolean
  /** What the service says when there is one of that id already. Absent: it overwrites, or ids never meet. */
  taken?: string
  id?(resource: Resource): string
  outputs?(resource: Resource): Values
  /** Refuses inputs before anything is made. @throws {Refused} */
  check?(inputs: Values, context: Context): void
  /** Refuses, or does what an emulator has to know of, when it is made for real. */
  create?(resource: Resource, made: { id: string; state: Values }): void | Promise<void>
  /** Outputs that an update changes. */
  update?(
    resource: Resource,
    made: { id: string; state: Values; changed: string[]; preview: boolean },
  ): Values | undefined | Promise<Values | undefined>
  /** Refuses to let it go, or does what an emulator has to know of. */
  delete?(existing: Existing, context: Context): void | Promise<void>
}

/** What a provider refuses in a property, before anything is made. */
export class Refused extends Error {
  readonly property: string
  constructor(property: string, message: string) {
    super(message)
    this.property = property
  }
}

/** A package: `aws`, `random`. */
export interface Package {
  /** Whether what it makes exists in the engine's state only, where nothing can happen to it. Default: in the cloud. */
  local?: true
  kinds: Record<string, Kind>
  /** Of the Terraform bridge's packages the AWS one takes no secrets: the engine marks its outputs instead. */
  acceptsSecrets: boolean
  configure?(context: Context): void
  /** The property that gets a name when it has none, and how long it may be. */
  autoname?(type: string): { property: string; longest: number } | undefined
  /** Outputs of every type, known before it is made. */
  common?(inputs: Values, context: Context): Values
  arn?(resource: Pick<Resource, 'type' | 'config'>, physicalName: string): string
  functions: Record<string, (args: Values, context: Context) => Values | Promise<Values>>
}
