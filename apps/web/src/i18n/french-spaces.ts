/** French typography: no-break spaces inside « » and before : ; ! ? %, put in once when the texts are read, so that nobody types them. */
export function frenchSpaces(text: string): string {
  return text
    .replace(/« ?/g, '«\u00a0')
    .replace(/ ?»/g, '\u00a0»')
    .replace(/ :(?=\s|$)/g, '\u00a0:')
    .replace(/ ([;!?%])/g, '\u202f$1')
}

/** The same for every text of a (nested) map of texts. */
export function withFrenchSpaces<T>(texts: T): T {
  if (typeof texts === 'string') return frenchSpaces(texts) as T
  if (typeof texts !== 'object' || texts === null) return texts
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, withFrenchSpaces(value as unknown)])) as T
}
