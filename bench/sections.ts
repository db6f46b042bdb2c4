import type { ColdStart } from './cold.ts'
import type { ContainerStart } from './emulator-log.ts'
import type { Share } from './profile-shares.ts'
import type { Measured } from './rounds.ts'
import type { Size } from './sizes.ts'
import type { WarmCalls } from './warm.ts'

/** What a bench has measured, and the lines that say how. */
interface Section {
  about: string[]
}

export interface Containers extends Section {
  starts: Measured<ContainerStart>[]
  /** Of servers with five tools that use packages. None in figures that were saved before there were such rows. */
  fiveTools?: Measured<ContainerStart>[]
}

export interface Processes extends Section {
  sizes: Size[]
  cold: Measured<ColdStart>[]
  warm: Measured<WarmCalls>[]
}

export interface Profile extends Section {
  shares: Share[]
}

/** The figures of the last runs that were saved, one of each bench. */
export interface Results {
  containers: Containers
  processes: Processes
  profile: Profile
}
