import type { Json } from '@maillon/node-sdk'
import type { RecordFile, SpillFolder } from './spill-folder.js'

const count = 32

/** Records in so many files by their key: what has one key is in one file, in the order in which it came. */
export class Partitions<Value extends Json> {
  readonly files: readonly RecordFile<Value>[]

  constructor(folder: SpillFolder) {
    this.files = Array.from({ length: count }, () => folder.file<Value>())
  }

  add(key: string, value: Value): void | Promise<void> {
    return this.files[hashOf(key) % count]?.add(value)
  }
}

/** FNV-1a, 32 bits. Nobody gains anything by keys that fall together: one file is then as large as all. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
