type Texts = { readonly [key: string]: unknown }

/**
 * French has a third form for whole millions (« un million de lignes »), which screens of figures write like the plural:
 * each `…_other` serves as `…_many` where no such text is written.
 */
export function withPluralForms<T>(texts: T): T {
  if (typeof texts !== 'object' || texts === null) return texts
  const own = texts as Texts
  const filled: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(own)) {
    filled[key] = withPluralForms(value)
    const many = key.replace(/_other$/, '_many')
    if (many !== key && !(many in own)) filled[many] = value
  }
  return filled as T
}
