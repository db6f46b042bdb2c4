import { LimitError } from '../mcp/limit-error.ts'

/**
 * Refuses a text that takes more than `maxBytes` as a string in JSON, where quotes and controls are escaped.
 *
 * @throws {LimitError}
 */
export function refuseAbove(maxBytes: number, text: string): void {
  // No character takes more than six bytes there, so a small text need not be measured.
  if (text.length * 6 <= maxBytes) return
  const bytes = Buffer.byteLength(JSON.stringify(text))
  if (bytes > maxBytes) {
    const [size, limit] = [bytes, maxBytes].map(n => (n / 1024 / 1024).toFixed(1))
    throw new LimitError(
      `The answer takes ${size} MB, above the ${limit} MB that Lambda returns. Ask for less at a time.`,
    )
  }
}
