import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { ForeignReason } from '../conversion.js'
import { asExpression, asJson, asPlainText, mapTexts, partsOf, untranslated } from '../expression-text.js'
import { shortened } from '../foreign-title.js'
import { parseJs } from '../js/parse-js.js'
import type { Roots } from '../js/write-js.js'
import { n8nRoots, type RowSource } from './n8n-roots.js'

export interface N8nSurroundings {
  /** By the name that n8n has for it; null: there is no such node. */
  readonly nodeNamed: (name: string) => RowSource | null
  /** The one node, or its output, that gives the rows; null: none, or several. */
  readonly previous: RowSource | null
  /** The id of a document by that of its workflow. */
  readonly flowId: (workflow: string) => string
}

/** What a rule is given beside the node: it reads parameters as ours, and says what has to be looked at. */
export class N8nContext {
  readonly reasons: ForeignReason[] = []
  private readonly roots: Roots
  private readonly rootsOfAll: Roots

  constructor(private readonly surroundings: N8nSurroundings) {
    this.roots = n8nRoots({ ...surroundings, row: 'item' })
    this.rootsOfAll = n8nRoots({ ...surroundings, row: surroundings.previous === null ? null : rowOf(surroundings.previous, 'first') })
  }

  flowId(workflow: string): string {
    return this.surroundings.flowId(workflow)
  }

  look(code: string, params: ForeignReason['params'] = {}): void {
    if (!this.reasons.some((reason) => reason.code === code && JSON.stringify(reason.params) === JSON.stringify(params))) this.reasons.push({ code, params })
  }

  /** A parameter as ours, whatever it holds; expressions are about the row. */
  value(value: Json | undefined): Json {
    return value === undefined ? '' : mapTexts(value, (text) => this.text(text))
  }

  /** A text that may be an expression (it begins with `=`). */
  text(value: Json | undefined): string {
    return this.read(value, this.roots)
  }

  /** The same in a node that is asked once for all rows: expressions are about the first one. */
  textOfAll(value: Json | undefined): string {
    return this.read(value, this.rootsOfAll)
  }

  /** A text that can't be an expression here. */
  plain(value: Json | undefined, fallback = ''): string {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    if (!isExpression(text)) return text === '' ? fallback : text
    if (!text.includes('{{')) return text.slice(1) || fallback
    this.look('FOREIGN_VALUE_FIXED', { value: shortened(text, 200) })
    return fallback
  }

  /** JSON written as a text, with expressions in it. Null: it isn't understood (and was told). */
  json(value: Json | undefined): Json | null {
    if (isJsonObject(value) || isJsonArray(value)) return this.value(value)
    const text = typeof value === 'string' ? value : ''
    const read = isExpression(text) ? this.jsonOfTemplate(text.slice(1)) : jsonOf(text)
    if (read === null) this.tellUnread(text)
    return read === null ? null : isExpression(text) ? read : mapTexts(read, asPlainText)
  }

  /** An expression that gives all of the JSON is told as one: whoever keeps its text tells the same, and once is enough. */
  private tellUnread(text: string): void {
    const [only, ...more] = partsOf(text.slice(1)).filter((part) => 'source' in part || part.plain.trim() !== '')
    if (isExpression(text) && only !== undefined && 'source' in only && more.length === 0) this.look('FOREIGN_EXPRESSION_UNREAD', { expression: shortened(only.source.trim(), 200) })
    else this.look('FOREIGN_JSON_UNREAD', { value: shortened(text, 200) })
  }

  private read(value: Json | undefined, roots: Roots): string {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    if (typeof value !== 'string') return ''
    if (!isExpression(value)) return asPlainText(value)
    return this.template(value.slice(1), roots)
  }

  private template(text: string, roots: Roots): string {
    const parts = partsOf(text)
    const only = parts.filter((part) => 'source' in part || part.plain.trim() !== '')
    const [first, ...more] = only
    if (first !== undefined && 'source' in first && more.length === 0) return this.piece(first.source, roots)
    let made = ''
    for (const part of parts) {
      if ('plain' in part) made += asPlainText(part.plain)
      // A backslash in front of the braces would keep them from being an expression.
      else made += `${made.endsWith('\\') ? '\\' : ''}${this.piece(part.source, roots)}`
    }
    return made
  }

  private piece(source: string, roots: Roots): string {
    const written = asExpression(source, roots)
    if (written !== null) return written
    this.look('FOREIGN_EXPRESSION_UNREAD', { expression: shortened(source.trim(), 200) })
    return untranslated(source, 'fromN8n')
  }

  /** JSON in which expressions stand for values or in texts: each is put aside, the JSON read, and each put back. */
  private jsonOfTemplate(text: string): Json | null {
    const parts = partsOf(text)
    const [only] = parts.filter((part) => 'source' in part || part.plain.trim() !== '')
    if (only !== undefined && 'source' in only && parts.length === 1) {
      const js = parseJs(only.source)
      return js === null ? null : asJson(js, this.roots)
    }
    let json = ''
    let isInText = false
    const pieces: string[] = []
    for (const part of parts) {
      if ('plain' in part) {
        json += part.plain
        isInText = endsInText(part.plain, isInText)
      } else {
        const mark = `\u2060${pieces.length}\u2060`
        json += isInText ? mark : `"${mark}"`
        pieces.push(this.piece(stringifiedAlone(part.source), this.roots))
      }
    }
    const read = jsonOf(json)
    return read === null ? null : mapTexts(read, (one) => one.replace(/\u2060(\d+)\u2060/g, (_, index: string) => pieces[Number(index)] ?? ''))
  }
}

/** `JSON.stringify(x)` inside JSON is `x`. */
function stringifiedAlone(source: string): string {
  return /^\s*JSON\.stringify\(\s*([^(){}]*)\s*\)\s*$/.exec(source)?.[1] ?? source
}

export function isExpression(text: Json | undefined): boolean {
  return typeof text === 'string' && text.startsWith('=')
}

function rowOf({ id, port }: RowSource, use: string): string {
  return port === 'main' ? `nodes.${id}.${use}` : `nodes.${id}.ports.${port}.${use}`
}

function jsonOf(text: string): Json | null {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

/** Whether a text of JSON ends between two quotes. */
function endsInText(json: string, startsInText: boolean): boolean {
  let isInText = startsInText
  for (let at = 0; at < json.length; at += 1) {
    if (json[at] === '\\' && isInText) at += 1
    else if (json[at] === '"') isInText = !isInText
  }
  return isInText
}
