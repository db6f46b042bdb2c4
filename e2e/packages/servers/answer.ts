/** What a server answers: 200 and JSON unless it says otherwise. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  body: unknown
}

/** The parts of a request that an answer depends on. */
export interface Asked {
  method?: string | undefined
  url?: string | undefined
  headers: NodeJS.Dict<string | string[]>
}
