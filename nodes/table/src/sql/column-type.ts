import type { Json } from '@maillon/node-sdk'

type Kind = 'none' | 'integer' | 'decimal' | 'double' | 'boolean' | 'date' | 'timestamp' | 'instant' | 'json' | 'text'

const day = /^(\d{4})-(\d{2})-(\d{2})$/
const moment = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$/
const mostScale = 9
const mostDigits = 38

/**
 * The SQL type of a field, learnt from all of its values. Numbers with few decimals become DECIMAL, so that sums are exact;
 * what mixes types becomes text.
 */
export class ColumnType {
  private kind: Kind = 'none'
  private scale = 0
  private whole = 1
  private isMixed = false

  look(value: Json): void {
    if (value === null) return
    const kind = typeof value === 'number' ? this.numberKind(value) : kindOf(value)
    if (this.kind === 'none' || this.kind === kind) this.kind = kind
    else this.kind = this.joined(kind)
  }

  /** Values of several types were made text. */
  get mixes(): boolean {
    return this.isMixed
  }

  sql(): string {
    switch (this.kind) {
      case 'integer':
        return 'BIGINT'
      case 'decimal':
        return `DECIMAL(${this.whole + this.scale <= 18 ? 18 : mostDigits},${this.scale})`
      case 'double':
        return 'DOUBLE'
      case 'boolean':
        return 'BOOLEAN'
      case 'date':
        return 'DATE'
      case 'timestamp':
        return 'TIMESTAMP'
      case 'instant':
        return 'TIMESTAMPTZ'
      case 'json':
        return 'JSON'
      case 'none':
      case 'text':
        return 'VARCHAR'
    }
  }

  private numberKind(value: number): Kind {
    const [whole = '', fraction = ''] = String(Math.abs(value)).split('.')
    if (whole.includes('e') || fraction.includes('e') || fraction.length > mostScale) return 'double'
    this.whole = Math.max(this.whole, whole.length)
    this.scale = Math.max(this.scale, fraction.length)
    if (Number.isSafeInteger(value)) return 'integer'
    return fraction === '' ? 'double' : 'decimal'
  }

  private joined(kind: Kind): Kind {
    const both = new Set<Kind>([this.kind, kind])
    const only = (...kinds: Kind[]) => [...both].every((one) => kinds.includes(one))
    if (only('integer', 'decimal')) return 'decimal'
    if (only('integer', 'decimal', 'double')) return 'double'
    // A day among moments is no mistake worth a word, but no type either.
    if (!only('date', 'timestamp', 'instant', 'text')) this.isMixed = true
    return 'text'
  }
}

function kindOf(value: Exclude<Json, number | null>): Kind {
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'object') return 'json'
  if (isDay(value)) return 'date'
  const found = moment.exec(value)
  if (found === null || !isDay(value.slice(0, 10))) return 'text'
  return found[7] === undefined ? 'timestamp' : 'instant'
}

/** A day that exists, as SQL takes it. */
export function isDay(text: string): boolean {
  const found = day.exec(text)
  if (found === null) return false
  const [year, month, date] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const made = new Date(Date.UTC(year, month - 1, date))
  return year >= 1000 && made.getUTCMonth() === month - 1 && made.getUTCDate() === date
}
