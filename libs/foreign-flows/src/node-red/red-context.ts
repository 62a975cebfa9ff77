import type { Json } from '@maillon/kernel'
import type { ForeignReason } from '../conversion.js'
import { asPlainText, untranslated } from '../expression-text.js'
import { shortened } from '../foreign-title.js'
import { parseJs } from '../js/parse-js.js'
import { writeJs, type Roots } from '../js/write-js.js'
import { path, type Written } from '../js/written.js'
import { numberAt, textAt } from '../read-json.js'

const roots: Roots = { resolve: (js) => (js.kind === 'name' && js.name === 'msg' ? path('item') : null) }

/** Milliseconds since 1970, as Node-RED gives a time. */
export const timestamp = '{{multiply (difference "1970-01-01T00:00:00Z" now "second") 1000}}'

/** What a rule is given beside the node. */
export class RedContext {
  readonly reasons: ForeignReason[] = []

  constructor(
    /** The one node of ours that gives the message; null: none, or several. */
    readonly previous: string | null,
    /** Types of the nodes that lead here. */
    readonly typesBefore: readonly string[],
    /** Our id of a flow, by the id of a subflow. */
    readonly flowOf: (subflow: string) => { readonly id: string; readonly name: string } | null,
  ) {}

  look(code: string, params: ForeignReason['params'] = {}): void {
    if (!this.reasons.some((reason) => reason.code === code && JSON.stringify(reason.params) === JSON.stringify(params))) this.reasons.push({ code, params })
  }

  /** A property of the message (`payload.name`, `payload["a b"][0]`) as an expression of ours; null (and told): it isn't understood. */
  property(name: string): Written | null {
    const js = parseJs(`msg.${name}`)
    const written = js === null ? null : writeJs(js, roots)
    if (written === null || written.text.startsWith('item.$')) {
      this.look('FOREIGN_EXPRESSION_UNREAD', { expression: shortened(`msg.${name}`, 200) })
      return null
    }
    return written
  }

  /** The same as a parameter. */
  propertyValue(name: string): string {
    const written = this.property(name)
    return written === null ? untranslated(`msg.${name}`, 'fromNodeRed') : `{{${written.text}}}`
  }

  /** A value with its type, as Node-RED writes them: `str`, `num`, `msg`, `jsonata`… */
  typed(value: Json | undefined, type: string): Json {
    const text = textAt(value)
    switch (type) {
      case 'str':
        return this.plainText(text)
      case 'num':
        return numberAt(text) ?? 0
      case 'bool':
        return String(value) === 'true'
      case 'json':
        return this.json(text)
      case 'msg':
        return this.propertyValue(text)
      case 'date':
        return text === 'iso' || text === 'object' ? '{{now}}' : timestamp
      case 'null':
        return null
      default:
        return this.unknownKind(type === '' ? '?' : type, text)
    }
  }

  private unknownKind(kind: string, text: string): string {
    this.look('FOREIGN_VALUE_KIND', { kind: kind.slice(0, 40), value: shortened(text, 150) })
    return untranslated(`${kind} ${text}`, 'fromNodeRed')
  }

  /** Text in which `${NAME}` would stand for a variable of the machine. */
  plainText(text: string): string {
    if (/^\$\{[^}]+\}$/.test(text)) this.look('FOREIGN_VALUE_KIND', { kind: 'env', value: shortened(text, 150) })
    return asPlainText(text)
  }

  json(text: string): Json {
    try {
      return JSON.parse(text) as Json
    } catch {
      this.look('FOREIGN_JSON_UNREAD', { value: shortened(text, 200) })
      return null
    }
  }

  /** The first message that comes in, for nodes that are asked once for all; null: it isn't sure which node gives it. */
  ofFirst(name: string): string | null {
    const written = this.previous === null ? null : this.property(name)
    return written === null || !written.text.startsWith('item') ? null : `{{nodes.${this.previous}.first${written.text.slice(4)}}}`
  }
}
