/** A text of a document as it may stand on a screen or in a template: one line, no control or direction marks, no braces, not too long. */
export function cleanText(value: unknown, longest: number): string {
  if (typeof value !== 'string') return ''
  const line = value
    .slice(0, longest * 10)
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '')
    .replaceAll('{{', '{ {')
    .replaceAll('}}', '} }')
    .trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

/** A part of a node type: `List orders (v2)` becomes `list-orders-v2`. Empty where nothing is left. */
export function slugOf(text: string): string {
  const words = text
    .slice(0, 200)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  return words.slice(0, 60).replace(/-+$/, '')
}
