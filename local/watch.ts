import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

/**
 * Watches a folder and those below it.
 *
 * By a watcher for each folder, as on Linux Node's recursive one loses a file that an editor or git replaces by another
 * of the same name.
 *
 * @param changed called when a burst of changes is over, and again only when it has settled. It must not reject
 * @param quietMs how long no change makes a burst be over
 */
export function watchFolder(folder: string, changed: () => Promise<void>, quietMs = 100): Disposable {
  let watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  let running = false

  const touched = () => {
    clearTimeout(timer)
    timer = setTimeout(settle, quietMs)
  }
  const settle = async () => {
    if (running) return touched()
    running = true
    watchAnew() // Folders may have come and gone.
    await changed()
    running = false
  }
  function watchAnew(): void {
    const before = watchers
    // Another change may take a folder away at this very moment: it is seen as one.
    watchers = foldersBelow(folder).map(path => watch(path, touched).on('error', () => {}))
    for (const watcher of before) watcher.close()
  }

  watchAnew()
  return {
    [Symbol.dispose]() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}

function foldersBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const folders = entries.filter(entry => entry.isDirectory())
  return [folder, ...folders.map(({ parentPath, name }) => join(parentPath, name))]
}
