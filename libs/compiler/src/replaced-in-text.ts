import type { Reference } from '@maillon/expressions'

/** Characters that end a name in a path: a name with one of them stands in brackets. */
const needsBrackets = /[\s!"#%&'()*+,./;<=>@[\\\]^`{|}~]/

/**
 * The text of an expression with one name of a reference replaced by another.
 *
 * @returns null where the name doesn't stand there as expected (computed, or written in another way).
 */
export function replacedInText(text: string, reference: Reference, { from, to }: { readonly from: string; readonly to: string }): string | null {
  if (to.includes(']')) return null
  const start = offsetOf(text, reference.position)
  const path = needsBrackets.test(to) ? `[${to}]` : to
  const rest = text.slice(start)
  // The name of a field given to a function, as a text of its own.
  for (const quote of ['"', "'"]) {
    if (rest.startsWith(`${quote}${from}${quote}`) && !to.includes(quote)) return text.slice(0, start) + quote + to + rest.slice(from.length + 1)
  }
  if (!rest.startsWith(reference.text)) return null
  const at = placeOfName(reference.text, from)
  if (at === null) return null
  return text.slice(0, start) + reference.text.slice(0, at.from) + path + reference.text.slice(at.to) + rest.slice(reference.text.length)
}

/** Where a name stands as a whole segment of a path; the last such place, since fields come after nodes. */
function placeOfName(path: string, name: string): { readonly from: number; readonly to: number } | null {
  for (const written of [`[${name}]`, name]) {
    for (let at = path.lastIndexOf(written); at !== -1; at = at === 0 ? -1 : path.lastIndexOf(written, at - 1)) {
      const before = path[at - 1]
      const after = path[at + written.length]
      if ((before === undefined || before === '.' || before === '/') && (after === undefined || after === '.' || after === '/')) return { from: at, to: at + written.length }
    }
  }
  return null
}

function offsetOf(text: string, position: { readonly line: number; readonly column: number }): number {
  let at = 0
  for (let line = 1; line < position.line; line += 1) {
    const end = text.indexOf('\n', at)
    if (end === -1) return text.length
    at = end + 1
  }
  return at + position.column - 1
}
