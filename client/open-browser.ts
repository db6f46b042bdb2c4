import { spawn } from 'node:child_process'
import { platform } from 'node:process'

const openers: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/**
 * Opens a page in the browser, if there is one: whoever calls this prints the address, too. The environment variable
 * `BROWSER` names another program to open it with.
 *
 * @param url only http and https are opened: the address came from a server, and other schemes start other programs
 */
export function openBrowser(url: URL): void {
  if (!['http:', 'https:'].includes(url.protocol)) return
  const [command, ...args] = process.env.BROWSER ? [process.env.BROWSER] : (openers[platform] ?? ['xdg-open'])
  const browser = spawn(command, [...args, url.href], { stdio: 'ignore', detached: true })
  browser.on('error', () => {}) // No such program: the address is on the terminal.
  browser.unref()
}
