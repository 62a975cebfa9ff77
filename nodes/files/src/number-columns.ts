import { readNumber, type Json, type JsonObject, type Locale } from '@maillon/node-sdk'

const sampleRows = 1000
const withComma = /^-?(?:\d{1,3}(?:[\s\u00a0\u202f.]\d{3})+|\d{1,15})(?:,\d{1,15})?$/
const withPoint = /^-?(?:\d{1,3}(?:[\s\u00a0\u202f,']\d{3})+|\d{1,15})(?:\.\d{1,15})?$/

/**
 * Columns of texts that hold numbers only, as numbers. The first thousand rows decide: a column is one of numbers where each
 * cell of it that isn't empty is one there, written as numbers are (007 and long digits are codes, and stay texts). A cell behind
 * them that is none stays the text it is, so that nothing is lost.
 *
 * @param decimals how they are written: `fr` 1 234,5, `en` 1,234.5; asked after the first row.
 * @param late called once for a column that turned out to hold others too.
 */
export async function* withNumbers(rows: AsyncIterable<JsonObject>, decimals: () => Locale, late: (field: string) => void): AsyncIterable<JsonObject> {
  const iterator = rows[Symbol.asyncIterator]()
  const head: JsonObject[] = []
  try {
    while (head.length < sampleRows) {
      const next = await iterator.next()
      if (next.done === true) break
      head.push(next.value)
    }
    const locale = decimals()
    const fields = new Set([...new Set(head.flatMap((row) => Object.keys(row)))].filter((field) => isNumeric(head, field, locale)))
    const told = new Set<string>()
    const convert = (row: JsonObject): JsonObject =>
      Object.fromEntries(
        Object.entries(row).map(([field, cell]): [string, Json] => {
          if (!fields.has(field) || typeof cell !== 'string') return [field, cell]
          if (cell.trim() === '') return [field, null]
          const number = isNumber(cell, locale) ? readNumber(cell, locale) : null
          if (number === null && !told.has(field)) {
            told.add(field)
            late(field)
          }
          return [field, number ?? cell]
        }),
      )
    for (const row of head) yield convert(row)
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield convert(next.value)
  } finally {
    await iterator.return?.()
  }
}

function isNumeric(rows: readonly JsonObject[], field: string, locale: Locale): boolean {
  let hasOne = false
  for (const row of rows) {
    const cell = row[field]
    if (typeof cell !== 'string' || cell.trim() === '') continue
    if (!isNumber(cell, locale)) return false
    hasOne = true
  }
  return hasOne
}

function isNumber(cell: string, locale: Locale): boolean {
  const text = cell.trim()
  return (locale === 'fr' ? withComma : withPoint).test(text) && !/^-?0\d/.test(text) && text.replace(/\D/g, '').length <= 15
}
