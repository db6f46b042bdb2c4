import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream
}

/** Asks for one line that is not echoed; undefined when Ctrl-C or Ctrl-D was the answer. */
export function askHidden(question: string, { input, output }: Terminal): Promise<string | undefined> {
  output.write(question)
  // readline in its terminal mode takes the echo over from the terminal, and this one swallows it.
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: mute, terminal: true, historySize: 0 })
  return new Promise(resolve => {
    lines.on('line', line => {
      resolve(line.trim())
      lines.close()
    })
    lines.on('SIGINT', () => lines.close())
    lines.on('close', () => {
      output.write('\n')
      resolve(undefined)
    })
  })
}
