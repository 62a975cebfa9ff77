import { isForbiddenKey, MaillonError } from '@maillon/kernel'
import type { FileRef, Item } from './item.js'
import { defaultItemLimits, type ItemLimits } from './item-limits.js'
import { normaliseJson } from './normalise-json.js'

/** An item that is plain JSON, and the approximate size of its text in bytes. */
export interface NormalItem {
  readonly item: Item
  readonly bytes: number
}

/**
 * The one gate for items made by node code or brought by a trigger: a plain copy, bounded in depth, fields and size.
 * See `normaliseJson` for what is converted and what is refused.
 *
 * @param files `undefined`: the item carries none.
 * @throws MaillonError `ITEM_…`
 */
export function normaliseItem(json: unknown, files?: unknown, limits: ItemLimits = defaultItemLimits): NormalItem {
  const normal = normaliseJson(json, limits)
  if (files === undefined) return { item: { json: normal.json }, bytes: normal.bytes + 10 }
  const refs = normaliseFiles(files)
  const names = Object.keys(refs)
  if (names.length === 0) return { item: { json: normal.json }, bytes: normal.bytes + 10 }
  return { item: { json: normal.json, files: refs }, bytes: normal.bytes + 20 + names.length * 250 }
}

function normaliseFiles(files: unknown): { readonly [name: string]: FileRef } {
  if (typeof files !== 'object' || files === null || Array.isArray(files)) throw badFile('')
  const copy: Record<string, FileRef> = {}
  for (const [name, value] of Object.entries(files)) {
    if (isForbiddenKey(name) || !isFileRef(value)) throw badFile(name)
    copy[name] = { id: value.id, name: value.name, mediaType: value.mediaType, size: value.size, sha256: value.sha256 }
  }
  return copy
}

/** Whether a value is a file reference, field by field. */
export function isFileRef(value: unknown): value is FileRef {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, mediaType, size, sha256 } = value as Partial<Record<keyof FileRef, unknown>>
  return [id, name, mediaType, sha256].every((text) => typeof text === 'string') && typeof size === 'number' && Number.isFinite(size) && size >= 0
}

function badFile(name: string): MaillonError {
  return new MaillonError({ code: 'ITEM_FILE_INVALID', kind: 'bug', retryable: false, params: { name: name.slice(0, 100) } })
}
