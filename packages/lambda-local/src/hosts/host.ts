import type { RuntimeAddress } from '../lambda/runtime-address.ts'

/** What instances of a function run in: containers, or child processes. */
export interface Host {
  /** What to know before trusting it. Logged when the first instance starts. */
  notice?: string
  network(): Promise<Network>
  /**
   * Told of a network by which an instance has never called. Resolves to another one, for another attempt; to undefined where
   * the reason must be another. Rejects with the remedy where there is no other way.
   */
  otherNetwork?(failed: Network): Promise<Network | undefined>
  launch(launch: Launch): Launched
}

export interface Network {
  /** The address of this machine at which a Runtime API has to listen. */
  listen: string
  /** Makes what one instance calls its Runtime API by. */
  createAddress(): RuntimeAddress
}

interface Launch {
  /** Names the instance, on the whole machine. */
  id: string
  /** `app.handler` */
  handler: string
  /** MB. */
  memorySize: number
  /** The instance's own, secrets among it. */
  environment: Record<string, string>
  /** What `network` said. */
  network: Network
  /** Takes each line that the instance writes. */
  print(line: string): void
}

export interface Launched {
  /** Resolves when it has gone, with how, as a shell would say it; with undefined when it left with status 0. */
  ended: Promise<string | undefined>
  /** Ends it at once, as Lambda does. Resolves when nothing of it is left. */
  kill(): Promise<void>
}
