/** What is to be done so that a folder holds exactly these flows; decided here, done by the command. */
export interface FolderChange {
  readonly write: readonly { readonly file: string; readonly text: string }[]
  /** Files of flows that stand under another name now. */
  readonly remove: readonly string[]
  /** Files of flows that weren't among them; they stay unless that is asked for. */
  readonly gone: readonly string[]
  readonly unchanged: number
}

export interface FileOfFlow {
  readonly file: string
  /** Of the flow in it; null: it can't be read. */
  readonly id: string | null
  readonly text: string
}

/**
 * 1. A file is written only where its bytes would differ: the same server exported twice changes nothing.
 * 2. A flow that was renamed moves: its old file goes in the same step.
 * 3. What can't be read, and what isn't about these flows, is left alone.
 */
export function syncFolder(there: readonly FileOfFlow[], wanted: readonly { readonly file: string; readonly id: string; readonly text: string }[]): FolderChange {
  const texts = new Map(there.map(({ file, text }) => [file, text]))
  const names = new Set(wanted.map(({ file }) => file))
  const ids = new Set(wanted.map(({ id }) => id))
  const write = wanted.filter(({ file, text }) => texts.get(file) !== text).map(({ file, text }) => ({ file, text }))
  const others = there.filter(({ file, id }) => id !== null && !names.has(file))
  return {
    write,
    remove: others.filter(({ id }) => ids.has(id ?? '')).map(({ file }) => file),
    gone: others.filter(({ id }) => !ids.has(id ?? '')).map(({ file }) => file),
    unchanged: wanted.length - write.length,
  }
}
