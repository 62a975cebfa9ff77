/** A text with something put into it, and where the caret stands then. */
export interface Inserted {
  readonly text: string
  readonly caret: number
}

export interface Selection {
  readonly start: number
  readonly end: number
}

/**
 * Puts an expression (`{{item.price}}`) in place of what is selected. Braces never nest: where an expression is open already
 * (`{{`, `{{it`, `{{round |}}`) what is being typed gives way, or the inner part alone goes in as a value of the call.
 */
export function insertExpression(text: string, selection: Selection, expression: string): Inserted {
  const start = Math.min(selection.start, text.length)
  const end = Math.min(Math.max(selection.end, start), text.length)
  const open = openBraces(text.slice(0, start))
  if (open === null) return replaced(text, { start, end }, expression)
  const written = text.slice(open, start).replace(/^\{+/, '')
  const closing = /^[^{}]*\}\}/.exec(text.slice(end))
  // A path that was begun, or nothing yet: the new expression takes its place, with the braces that close it.
  if (/^\s*[^\s(]*$/.test(written)) return replaced(text, { start: open, end: closing === null || /[\s(]/.test(closing[0].trim()) ? end : end + closing[0].length }, expression)
  const inner = innerOf(expression)
  const before = /[\s(]$/.test(written) ? '' : ' '
  const value = `${before}${/\s/.test(withoutLiterals(inner)) ? `(${inner})` : inner}`
  return closing === null ? { ...replaced(text, { start, end }, `${value}}}`), caret: start + value.length } : replaced(text, { start, end }, value)
}

/** Where the `{{` stands that isn't closed before the caret; null: none. */
function openBraces(before: string): number | null {
  const at = before.lastIndexOf('{{')
  if (at < 0 || before.slice(at).includes('}}')) return null
  return at - (/\{*$/.exec(before.slice(0, at))?.[0].length ?? 0)
}

function replaced(text: string, { start, end }: Selection, part: string): Inserted {
  return { text: text.slice(0, start) + part + text.slice(end), caret: start + part.length }
}

function innerOf(expression: string): string {
  return /^\{\{\s*([\s\S]*?)\s*\}\}$/.exec(expression)?.[1] ?? expression
}

/** `item.[Prix unitaire]` has a space and is one value all the same. */
function withoutLiterals(source: string): string {
  return source.replace(/\[[^\]]*\]/g, '[]')
}
