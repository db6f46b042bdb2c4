export interface Report {
  say(line: string): void
  /** One line that is written over in a terminal; elsewhere a line of its own whenever `mark` has changed. */
  progress(line: string, mark: string): void
  /** Closes a progress line. */
  end(): void
}

export function createReport(output: { write(text: string): unknown; isTTY?: boolean }): Report {
  let open = false
  let last: string | undefined
  const end = () => {
    if (open) output.write('\n')
    open = false
    last = undefined
  }
  return {
    say(line) {
      end()
      output.write(`${line}\n`)
    },
    progress(line, mark) {
      // To the start of the line, and clear what was there.
      if (output.isTTY) output.write(`\r\x1b[K${line}`)
      else if (mark !== last) output.write(`${line}\n`)
      open = output.isTTY === true
      last = mark
    },
    end,
  }
}
