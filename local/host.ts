/** What instances of a function run in: containers, or child processes. */
export interface Host {
  /** What to know before trusting it. Logged when the first instance starts. */
  notice?: string
  network(): Promise<Network>
  launch(launch: Launch): Launched
}

export interface Network {
  /** The address of this machine at which a Runtime API has to listen. */
  listen: string
  /** The name by which an instance reaches that address. */
  reach: string
}

interface Launch {
  /** Names the instance, on the whole machine. */
  id: string
  /** `app.handler` */
  handler: string
  /** MB. */
  memorySize: number
  environment: Record<string, string>
  /** Takes each line that the instance writes. */
  print(line: string): void
}

export interface Launched {
  /** Resolves when it has gone, with how, as a shell would say it; with undefined when it left with status 0. */
  ended: Promise<string | undefined>
  /** Ends it at once, as Lambda does. Resolves when nothing of it is left. */
  kill(): Promise<void>
}
