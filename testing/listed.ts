import { readFileSync } from 'node:fs'

/**
 * The lines of a text file that says what is expected, for a person to read and to change by hand: a snapshot is rewritten by a
 * switch, unread.
 *
 * @param url of the file, beside the test: `new URL('./commands.txt', import.meta.url)`
 */
export const listed = (url: URL): string[] => readFileSync(url, 'utf8').trimEnd().split('\n')
