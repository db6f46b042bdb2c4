import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

/**
 * Watches a folder and those below it.
 *
 * By a watcher for each folder, as on Linux Node's recursive one loses a file that an editor or git replaces by another
 * of the same name.
 *
 * Disposed of, it waits for what a change has set off.
 *
 * @param changed called when a burst of changes is over, and again only when it has settled. It must not reject
 * @param quietMs how long no change makes a burst be over
 */
export function watchFolder(folder: string, changed: () => Promise<void>, quietMs = 100): AsyncDisposable {
  let watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  let disposed = false
  let running: Promise<void> | undefined

  const touched = () => {
    clearTimeout(timer)
    if (!disposed) timer = setTimeout(settle, quietMs)
  }
  const settle = async () => {
    if (running) return touched()
    watchAnew() // Folders may have come and gone.
    running = changed()
    await running
    running = undefined
  }
  function watchAnew(): void {
    const before = watchers
    // Another change may take a folder away at this very moment: it is seen as one.
    watchers = foldersBelow(folder).map(path => watch(path, touched).on('error', () => {}))
    for (const watcher of before) watcher.close()
  }

  watchAnew()
  return {
    async [Symbol.asyncDispose]() {
      disposed = true
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
      await running
    },
  }
}

function foldersBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const folders = entries.filter(entry => entry.isDirectory())
  return [folder, ...folders.map(({ parentPath, name }) => join(parentPath, name))]
}
