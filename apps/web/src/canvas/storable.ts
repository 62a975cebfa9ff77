/** NUL, and half a character: what is copied out of a PDF may hold them, and no document with one can be saved. */
const unstorable = /[\u0000\p{Surrogate}]/gu

/** The same value without characters that no document can hold; the very same object where there are none. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replace(unstorable, '') as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(storable)
    return items.some((item, index) => item !== value[index]) ? (items as T) : value
  }
  const entries = Object.entries(value)
  const cleaned = entries.map(([key, entry]) => [key.replace(unstorable, ''), storable(entry)] as const)
  return cleaned.some(([key, entry], index) => key !== entries[index]?.[0] || entry !== entries[index][1]) ? (Object.fromEntries(cleaned) as T) : value
}
