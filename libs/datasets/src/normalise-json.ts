/**
 * Turns what node code gave into plain JSON, in one walk.
 *
 * 1. What comes out shares no object with what went in: no getter, proxy or later change of the node reaches a reader.
 * 2. What JSON can't say is either given its usual form (Date: ISO text; BigInt: number, or text where too large;
 *    an object with `toJSON`: what that gives; a field without value: left out) or refused with its place. Nothing is silently lost.
 * 3. Bounded in depth, fields and bytes; a value that contains itself ends at the depth bound.
 */
import { MaillonError, type Json, type JsonObject } from '@maillon/kernel'
import type { ItemLimits } from './item-limits.js'

interface Walk {
  readonly limits: ItemLimits
  readonly path: (string | number)[]
  nodes: number
  bytes: number
}

/** A plain copy and the approximate size of its JSON text in bytes. */
export interface NormalJson {
  readonly json: JsonObject
  readonly bytes: number
}

/**
 * @throws MaillonError `ITEM_…` (kind bug: the node's author must mend it) with the place as a JSON pointer in `params.path`.
 */
export function normaliseJson(value: unknown, limits: ItemLimits): NormalJson {
  const walk: Walk = { limits, path: [], nodes: 0, bytes: 0 }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('ITEM_SHAPE_INVALID', walk, { found: kindOf(value) })
  const json = plain(value, walk, 0)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw refusal('ITEM_SHAPE_INVALID', walk, { found: kindOf(json) })
  return { json: json as JsonObject, bytes: walk.bytes }
}

function plain(value: unknown, walk: Walk, depth: number): Json | undefined {
  switch (typeof value) {
    case 'string':
      return plainText(value, walk)
    case 'number':
      if (!Number.isFinite(value)) throw refusal('ITEM_VALUE_INVALID', walk, { found: String(value) })
      walk.bytes += 8
      return value
    case 'boolean':
      walk.bytes += 5
      return value
    case 'undefined':
      return undefined
    case 'bigint':
      walk.bytes += 16
      return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
    case 'object':
      walk.bytes += 4
      return value === null ? null : plainObject(value, walk, depth)
    default:
      throw refusal('ITEM_VALUE_INVALID', walk, { found: typeof value })
  }
}

/** In Node 20; the language level of this repository (ES2023) doesn't have the types. A lone surrogate can't be stored as UTF-8 text. */
interface WellFormedText {
  isWellFormed(): boolean
  toWellFormed(): string
}

function plainText(value: string, walk: Walk): string {
  walk.bytes += value.length + 2
  if (walk.bytes > walk.limits.maxBytes) throw refusal('ITEM_VALUE_TOO_LARGE', walk, { maxBytes: walk.limits.maxBytes })
  if (value.includes('\u0000')) throw refusal('ITEM_TEXT_FORBIDDEN', walk)
  return (value as unknown as WellFormedText).isWellFormed() ? value : (value as unknown as WellFormedText).toWellFormed()
}

function plainObject(value: object, walk: Walk, depth: number): Json | undefined {
  if (depth > walk.limits.maxDepth) throw refusal('ITEM_VALUE_TOO_DEEP', walk, { maxDepth: walk.limits.maxDepth })
  if (Array.isArray(value)) return plainList(value, walk, depth)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return plainInstance(value, walk, depth)
  // An own `toJSON` of a plain object is a function like any other and is refused as one below.
  return plainFields(value, walk, depth)
}

function plainList(value: readonly unknown[], walk: Walk, depth: number): Json[] {
  count(walk, value.length)
  const copy: Json[] = []
  for (let index = 0; index < value.length; index += 1) {
    walk.path.push(index)
    copy.push(plain(value[index], walk, depth + 1) ?? null)
    walk.path.pop()
  }
  return copy
}

function plainFields(value: object, walk: Walk, depth: number): JsonObject {
  const keys = Object.keys(value)
  count(walk, keys.length)
  const copy: Record<string, Json> = {}
  for (const key of keys) {
    walk.path.push(key)
    if (isForbiddenKey(key)) throw refusal('ITEM_KEY_FORBIDDEN', walk)
    walk.bytes += key.length + 4
    const field = plain(readField(value, key, walk), walk, depth + 1)
    if (field !== undefined) copy[key] = field
    walk.path.pop()
  }
  return copy
}

function plainInstance(value: object, walk: Walk, depth: number): Json | undefined {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw refusal('ITEM_VALUE_INVALID', walk, { found: 'Invalid Date' })
    return plainText(value.toISOString(), walk)
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) throw refusal('ITEM_VALUE_BINARY', walk)
  const toJson = readField(value, 'toJSON', walk)
  if (typeof toJson === 'function') return plain(callToJson(value, toJson as (this: object) => unknown, walk), walk, depth + 1)
  const tag = Object.prototype.toString.call(value)
  if (tag !== '[object Object]') throw refusal('ITEM_VALUE_INVALID', walk, { found: tag.slice(8, -1) })
  return plainFields(value, walk, depth)
}

/** Getters and proxies are the node's code: what they throw is told as what it is, without its message (it may hold a secret). */
function readField(value: object, key: string, walk: Walk): unknown {
  try {
    return (value as Record<string, unknown>)[key]
  } catch {
    throw refusal('ITEM_VALUE_UNREADABLE', walk)
  }
}

function callToJson(value: object, toJson: (this: object) => unknown, walk: Walk): unknown {
  try {
    return toJson.call(value)
  } catch {
    throw refusal('ITEM_VALUE_UNREADABLE', walk)
  }
}

function count(walk: Walk, entries: number): void {
  walk.nodes += entries
  walk.bytes += entries
  if (walk.nodes > walk.limits.maxNodes) throw refusal('ITEM_FIELDS_TOO_MANY', walk, { maxNodes: walk.limits.maxNodes })
  if (walk.bytes > walk.limits.maxBytes) throw refusal('ITEM_VALUE_TOO_LARGE', walk, { maxBytes: walk.limits.maxBytes })
}

function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype' || key.includes('\u0000')
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

function refusal(code: string, walk: Walk, params: { readonly [name: string]: string | number } = {}): MaillonError {
  const path = walk.path.map((part) => `/${String(part).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return new MaillonError({ code, kind: 'bug', retryable: false, params: { path: path.slice(0, 500), ...params } })
}
