/** What host and package process say to each other, one line of JSON each. Nothing in it names a run, a flow or a workspace: a process serves one attempt. */
import { errorKinds, isJsonObject, MaillonError, type ErrorInfo, type Json, type JsonObject } from '@maillon/kernel'

export type PackageCall = 'run' | 'runItem' | 'preview' | 'look' | 'migrate'

export type ToProcess =
  | { readonly kind: 'describe' }
  | { readonly kind: 'call'; readonly id: number; readonly call: PackageCall; readonly type: string; readonly version: number; readonly data: JsonObject }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly error: { readonly info: ErrorInfo } }
  | { readonly kind: 'abort' }

/** A checked line of the process. */
export type FromProcess =
  | { readonly kind: 'described'; readonly definitions: readonly Json[] }
  | { readonly kind: 'ask'; readonly id: number; readonly call: number; readonly path: string; readonly args: JsonObject }
  | { readonly kind: 'tell'; readonly path: string; readonly args: JsonObject }
  | { readonly kind: 'return'; readonly id: number; readonly value: Json }
  | { readonly kind: 'throw'; readonly id: number; readonly error: Error }
  | { readonly kind: 'fallen'; readonly error: Error }

/** Null: no line that a package process writes. */
export function readLine(line: string): FromProcess | null {
  let value: Json
  try {
    value = JSON.parse(line) as Json
  } catch {
    return null
  }
  const kind = isJsonObject(value) ? value['kind'] : undefined
  return isJsonObject(value) && typeof kind === 'string' && Object.hasOwn(readers, kind) ? (readers[kind]?.(value) ?? null) : null
}

const readers: { readonly [kind: string]: (line: JsonObject) => FromProcess | null } = {
  described: ({ definitions }) => (Array.isArray(definitions) ? { kind: 'described', definitions: definitions as readonly Json[] } : null),
  ask: ({ id, call, path, args }) => (isCount(id) && isCount(call) && typeof path === 'string' && isJsonObject(args) ? { kind: 'ask', id, call, path, args } : null),
  tell: ({ path, args }) => (typeof path === 'string' && isJsonObject(args) ? { kind: 'tell', path, args } : null),
  return: ({ id, value = null }) => (isCount(id) ? { kind: 'return', id, value } : null),
  throw: ({ id, error }) => (isCount(id) ? { kind: 'throw', id, error: readError(error) } : null),
  fallen: ({ error }) => ({ kind: 'fallen', error: readError(error) }),
}

/** An error of the package: one of its SDK's with everything bounded, or a bug with its stack. */
export function readError(value: Json | undefined): Error {
  const given = isJsonObject(value) ? value : {}
  const info = isJsonObject(given['info']) ? infoOf(given['info']) : null
  if (info !== null) return new MaillonError(info)
  const error = new Error(textOf(given['message'], 2000) ?? 'unknown')
  error.stack = textOf(given['stack'], 8000) ?? error.message
  return error
}

function infoOf({ code, kind, retryable, retryAfterMs, text, hint, field, row, details }: JsonObject): ErrorInfo | null {
  const known = errorKinds.find((each) => each === kind)
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]{2,80}$/.test(code) || known === undefined) return null
  const said = bothLanguages(text)
  return {
    code, kind: known, retryable: retryable === true, params: {},
    text: said ?? { fr: code, en: code },
    ...(isCount(retryAfterMs) ? { retryAfterMs } : {}),
    ...(bothLanguages(hint) === null ? {} : { hint: bothLanguages(hint) as { fr: string; en: string } }),
    ...(typeof field === 'string' ? { field: field.slice(0, 500) } : {}),
    ...(isCount(row) ? { row } : {}),
    ...(typeof details === 'string' ? { details: details.slice(0, 8000) } : {}),
  }
}

function bothLanguages(value: Json | undefined): { readonly fr: string; readonly en: string } | null {
  if (!isJsonObject(value)) return null
  const [fr, en] = [textOf(value['fr'], 2000), textOf(value['en'], 2000)]
  return fr === null || en === null ? null : { fr, en }
}

function textOf(value: Json | undefined, most: number): string | null {
  return typeof value === 'string' ? value.slice(0, most) : null
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
