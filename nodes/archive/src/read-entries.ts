import type { Entry, ZipFile } from 'yauzl'
import { archiveError } from './archive-error.js'

export interface UnzipLimits {
  readonly maxFiles: number
  readonly maxMegabytes: number
}

export interface ArchiveEntry {
  /** As the archive says it: never used as a path. */
  readonly rawName: string
  readonly entry: Entry
}

/** Ordinary files shrink to a hundredth at most; a zip bomb to a thousandth. Small ones may shrink as they like. */
const highestRatio = 250
const ratioFrom = 5 * 1024 * 1024
/** Folders, links and the like don't count as files, but cost time. */
const mostOthers = 20_000
const linkMode = 0o120000

/**
 * The files of an archive, from its directory, all of it checked before anything is unpacked: number, sizes, ratios, no overlap,
 * no passwords. Links are left out. While unpacking, yauzl holds each file to its declared size.
 *
 * @throws UserError `ARCHIVE_…`
 */
export async function readEntries(archive: ZipFile, name: string, limits: UnzipLimits): Promise<readonly ArchiveEntry[]> {
  const { getFileNameLowLevel } = await import('yauzl')
  if (archive.entryCount > limits.maxFiles + mostOthers) throw archiveError('ENTRIES_MANY', name, `${archive.entryCount} entries`)
  const entries: ArchiveEntry[] = []
  let total = 0
  let others = 0
  for await (const entry of archive.eachEntry()) {
    const rawName = utf8Of(entry.fileNameRaw) ?? getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
    if (!isFile(entry, rawName)) {
      if (++others > mostOthers) throw archiveError('ENTRIES_MANY', name)
      continue
    }
    if (entry.isEncrypted()) throw archiveError('LOCKED', name)
    entries.push({ rawName, entry })
    total += entry.uncompressedSize
    if (entries.length > limits.maxFiles) throw archiveError('ENTRIES_MANY', name)
    if (total > limits.maxMegabytes * 1024 * 1024) throw archiveError('TOO_LARGE', name)
    if (entry.uncompressedSize > ratioFrom && entry.uncompressedSize > entry.compressedSize * highestRatio) throw archiveError('SUSPICIOUS', name, `an entry shrinks ${Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize))} times`)
  }
  checkOverlap(entries, archive.fileSize, name)
  return entries
}

/** Many programs write UTF-8 without saying so; what isn't valid UTF-8 is left to the old code page 437. */
function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function isFile(entry: Entry, rawName: string): boolean {
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000
  return !/[/\\]$/.test(rawName) && mode !== linkMode
}

/** Entries that share bytes make a small archive huge. */
function checkOverlap(entries: readonly ArchiveEntry[], fileSize: number, name: string): void {
  let end = 0
  for (const { entry } of [...entries].sort((left, right) => left.entry.relativeOffsetOfLocalHeader - right.entry.relativeOffsetOfLocalHeader)) {
    const start = entry.relativeOffsetOfLocalHeader
    if (start < end) throw archiveError('SUSPICIOUS', name, 'entries overlap')
    end = start + 30 + entry.compressedSize
    if (end > fileSize) throw archiveError('DAMAGED', name)
  }
}
