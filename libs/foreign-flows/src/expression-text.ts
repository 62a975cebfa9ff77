import { parseExpression } from '@maillon/expressions'
import type { Json, JsonObject } from '@maillon/kernel'
import { isForbiddenKey, isJsonArray, isJsonObject } from '@maillon/kernel'
import type { Js } from './js/js-tree.js'
import { parseJs } from './js/parse-js.js'
import { writeJs, type Roots } from './js/write-js.js'
import { shortened } from './foreign-title.js'

/** Text of a foreign flow that is no expression, as text of ours: what would be an expression here is kept from being one. */
export function asPlainText(text: string): string {
  return text.includes('{{') ? text.replaceAll('{{', '\\{{') : text
}

/** The JavaScript between `{{` and `}}` as a parameter of ours; null: it can't be said with our expressions. */
export function asExpression(source: string, roots: Roots): string | null {
  const js = parseJs(source)
  const written = js === null ? null : writeJs(js, roots)
  if (written === null) return null
  const text = `{{${written.text}}}`
  return parseExpression(text).ok ? text : null
}

/**
 * A parameter that the compiler refuses, and that shows what stood there: what can't be translated never becomes a wrong value.
 *
 * @param language the name of a function that isn't there, for example `fromN8n`.
 */
export function untranslated(source: string, language: string): string {
  const shown = shortened(source.trim(), 400).replaceAll('"', '”').replaceAll('\\', '⧵').replace(/\s+/g, ' ')
  return `{{${language} "${shown}"}}`
}

/** A JavaScript object or list as JSON with expressions of ours in it; null where a part can't be said. */
export function asJson(js: Js, roots: Roots): Json | null {
  const call = stringified(js)
  if (call !== null) return asJson(call, roots)
  if (js.kind === 'literal') return typeof js.value === 'string' ? asPlainText(js.value) : js.value
  if (js.kind === 'list') return jsonList(js.items, roots)
  if (js.kind !== 'object') return writtenValue(js, roots)
  const entries: [string, Json][] = []
  for (const [key, value] of js.entries) {
    const made = asJson(value, roots)
    if (made === null && !isNull(value)) return null
    entries.push([key, made])
  }
  return Object.fromEntries(entries.filter(([key]) => !isForbiddenKey(key)))
}

function jsonList(items: readonly Js[], roots: Roots): Json | null {
  const made = items.map((item) => asJson(item, roots))
  return made.some((one, index) => one === null && !isNull(items[index])) ? null : made
}

function isNull(js: Js | undefined): boolean {
  return js?.kind === 'literal' && js.value === null
}

function writtenValue(js: Js, roots: Roots): string | null {
  const written = writeJs(js, roots)
  const text = written === null ? null : `{{${written.text}}}`
  return text !== null && parseExpression(text).ok ? text : null
}

/** What `JSON.stringify(x)` is about. */
function stringified(js: Js): Js | null {
  if (js.kind !== 'call' || js.of.kind !== 'member' || js.of.key !== 'stringify' || js.of.of.kind !== 'name' || js.of.of.name !== 'JSON') return null
  return js.args[0] ?? null
}

/** Every text inside a value changed. */
export function mapTexts(value: Json, change: (text: string) => Json): Json {
  if (typeof value === 'string') return change(value)
  if (isJsonArray(value)) return value.map((one) => mapTexts(one, change))
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)])) as JsonObject
  return value
}

export type TextPart = { readonly plain: string } | { readonly source: string }

/** The parts of a text with `{{ JavaScript }}` in it. Quotes inside the braces may hold braces. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  while (at < text.length) {
    const start = text.indexOf('{{', at)
    if (start === -1) break
    const end = endOfSource(text, start + 2)
    if (end === -1) break
    if (start > at) parts.push({ plain: text.slice(at, start) })
    parts.push({ source: text.slice(start + 2, end) })
    at = end + 2
  }
  return at < text.length ? [...parts, { plain: text.slice(at) }] : parts
}

function endOfSource(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"' || sign === "'" || sign === '`') at = endOfQuote(text, at)
    else if (sign === '{') depth += 1
    else if (sign === '}' && depth > 0) depth -= 1
    else if (sign === '}' && text[at + 1] === '}') return at
  }
  // A quote that nothing closes: the braces count as they stand.
  return text.indexOf('}}', from)
}

/** The place of the quote that closes the one at `start`; the end of the text: none does. */
function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === text[start]) return at
  }
  return text.length
}
