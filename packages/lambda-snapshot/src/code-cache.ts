/**
 * Drops compiled code of Node's own modules from a snapshot. Node puts that of all of them in, 3.5 MB, which each process
 * would read and copy, although most are in the heap already or are Node's command line. A module without its code is
 * compiled when it is loaded.
 *
 * It is the last part of the file, a list: https://github.com/nodejs/node/blob/main/src/node_snapshotable.cc,
 * `SnapshotData::ToBlob` and `Write(const builtins::CodeCacheInfo&)`.
 *
 * @param blob the snapshot's bytes
 * @param wanted the names of the modules whose code stays
 * @returns the bytes of the smaller one; undefined when there is no such list at the end, as another Node may write it
 */
export function keepCodeOf(wanted: ReadonlySet<string>, blob: Buffer): Buffer | undefined {
  for (let start = blob.length - 8; start >= 0; start--) {
    const entries = listAt(start, blob)
    if (entries === undefined) continue
    const kept = entries.filter(({ name }) => wanted.has(name))
    const count = Buffer.alloc(8)
    count.writeBigUInt64LE(BigInt(kept.length))
    return Buffer.concat([blob.subarray(0, start), count, ...kept.map(({ bytes }) => bytes)])
  }
  return undefined
}

interface Entry {
  name: string
  /** The whole of the entry. */
  bytes: Buffer
}

/** Read from a position, it has to end where the file does. Numbers have 8 bytes. */
function listAt(start: number, blob: Buffer): Entry[] | undefined {
  const count = numberAt(start, blob)
  if (count < 100 || count > 2000) return undefined
  const entries: Entry[] = []
  let end = start + 8
  for (let index = 0; index < count; index++) {
    const from = end
    const length = numberAt(from, blob)
    if (length > 200) return undefined
    const name = blob.toString('latin1', from + 8, from + 8 + length)
    if (!/^[a-z_][\w./-]*$/.test(name)) return undefined
    end = from + 8 + length
    end += 8 + numberAt(end, blob)
    if (end > blob.length) return undefined
    entries.push({ name, bytes: blob.subarray(from, end) })
  }
  return end === blob.length ? entries : undefined
}

/** Infinity where there is none that the file could hold. */
function numberAt(position: number, blob: Buffer): number {
  if (position + 8 > blob.length || blob.readUInt32LE(position + 4) !== 0) return Number.POSITIVE_INFINITY
  return blob.readUInt32LE(position)
}
