/** What kind of value an expression gives, as far as that is sure. */
export type WrittenType = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'unknown'

/** An expression of ours, as it stands between `{{` and `}}`. */
export interface Written {
  readonly text: string
  readonly form: 'path' | 'call' | 'literal'
  readonly type: WrittenType
  /** Of a literal. */
  readonly value?: string | number | boolean | null
}

export function call(name: string, args: readonly Written[], type: WrittenType = 'unknown'): Written {
  return { text: [name, ...args.map(asArgument)].join(' '), form: 'call', type }
}

/** A literal; null where our expressions can't write it. */
export function literal(value: string | number | boolean | null): Written | null {
  if (typeof value === 'string') return textLiteral(value)
  if (typeof value !== 'number') return { text: String(value), form: 'literal', type: value === null ? 'unknown' : 'boolean', value }
  const text = String(value)
  return /^-?\d+(\.\d+)?$/.test(text) ? { text, form: 'literal', type: 'number', value } : null
}

function textLiteral(value: string): Written | null {
  // A backslash before a quote or at the end would be taken for an escape.
  const quote = value.includes('"') ? "'" : '"'
  if (value.includes(quote) || value.endsWith('\\')) return null
  return { text: `${quote}${value}${quote}`, form: 'literal', type: 'text', value }
}

export function path(text: string, type: WrittenType = 'unknown'): Written {
  return { text, form: 'path', type }
}

const plainName = /^[\p{L}_][\p{L}\p{N}_-]*$/u
const meaningful: ReadonlySet<string> = new Set(['this', 'true', 'false', 'null', 'undefined', 'as', 'else'])

/** The field of a value; null where its name can't stand in a path. */
export function fieldOf(of: Written, name: string): Written | null {
  if (of.form === 'literal' || name === '' || /[\]\n\r]/.test(name)) return null
  const field = plainName.test(name) && !meaningful.has(name) ? name : `[${name}]`
  return { text: `${of.form === 'call' ? `(${of.text})` : of.text}.${field}`, form: 'path', type: 'unknown' }
}

function asArgument(written: Written): string {
  return written.form === 'call' ? `(${written.text})` : written.text
}
