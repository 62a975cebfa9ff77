import { isAbsolute } from 'node:path'
import type { FolderRoot } from './folder-root.js'

/** `inbox=/srv/inbox` is read only, `archive=/srv/archive:rw` may be written to. Null: it can't be read so. */
export function readFolderRoot(text: string): FolderRoot | null {
  const [, name = '', path = '', writable] = /^([\w-]{1,50})=(.+?)(:rw)?$/.exec(text.trim()) ?? []
  return name === '' || !isAbsolute(path) ? null : { name, path, isWritable: writable !== undefined }
}
