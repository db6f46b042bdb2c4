/** What an attack on one target came to. All but `requests` and `neighbour` have to be 0. */
export interface Figures {
  target: string
  /** Mutated requests and raw connections. */
  requests: number
  /** Answers with a status of 500 and above. */
  failures: number
  unanswered: number
  /** Processes that ended. */
  ended: number
  /** Lines of the log about a request that do not name it. */
  linesWithoutId: number
  /** Calls of a client that behaves well, beside the others. */
  neighbour: number
  /** Of these, those that were not answered as they should. */
  disturbed: number
  /** The first of what must not be, to look into. */
  examples: string[]
}

export const noFigures = (target: string): Figures => ({
  ...{ target, requests: 0, failures: 0, unanswered: 0, ended: 0 },
  ...{ linesWithoutId: 0, neighbour: 0, disturbed: 0, examples: [] },
})

/** Notes something that must not be. */
export function note(figures: Figures, example: string): void {
  if (figures.examples.length < 20) figures.examples.push(example.slice(0, 1000))
}

export function isClean({ failures, unanswered, ended, linesWithoutId, disturbed }: Figures): boolean {
  return failures + unanswered + ended + linesWithoutId + disturbed === 0
}

export function linesOf(figures: Figures): string[] {
  const { target, requests, failures, unanswered, ended, linesWithoutId, neighbour, disturbed, examples } = figures
  return [
    target,
    `  ${requests} requests`,
    `  ${failures} answers of 500 and above`,
    `  ${unanswered} unanswered`,
    `  ${ended} processes ended`,
    `  ${linesWithoutId} lines of a request without its id`,
    `  ${disturbed} of ${neighbour} calls of another caller disturbed`,
    ...examples.map(example => `  ! ${example}`),
  ]
}
