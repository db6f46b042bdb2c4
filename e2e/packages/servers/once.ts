/** Starts a server when it is first asked for; whoever asks later gets the same. */
export function once<Started>(start: () => Promise<Started>): () => Promise<Started> {
  let started: Promise<Started> | undefined
  return () => {
    started ??= start()
    return started
  }
}
