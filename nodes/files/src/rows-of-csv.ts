import { Readable } from 'node:stream'
import { isMaillonError, userError, type JsonObject, type TextEncoding } from '@maillon/node-sdk'
import { textPieces } from './text-of.js'

const separators = [';', '\t', ',', '|'] as const
const mostColumns = 16_384
const mostRecordBytes = 4 * 1024 * 1024
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export interface CsvSource {
  readonly bytes: AsyncIterable<Uint8Array>
  /** Of the file, for errors. */
  readonly name: string
  readonly separator: 'auto' | 'tab' | (typeof separators)[number]
  readonly encoding: TextEncoding | 'auto'
  /** Told once the separator is known. */
  readonly onSeparator?: (separator: string) => void
}

/**
 * The rows of a CSV text by the titles of its first line, as texts. Streamed.
 * @throws UserError with the line
 */
export async function* rowsOfCsv({ bytes, name, separator, encoding, onSeparator }: CsvSource): AsyncIterable<JsonObject> {
  const { parse } = await import('csv-parse')
  const pieces = textPieces(bytes, name, encoding)[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done === true) return
  const delimiter = separator === 'auto' ? guessSeparator(first.value) : separator === 'tab' ? '\t' : separator
  onSeparator?.(delimiter)
  const parser = parse({ delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: mostRecordBytes, info: true })
  const source = Readable.from(all(first.value, pieces))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let titles: readonly string[] | null = null
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{ readonly record: string[]; readonly info: { readonly lines: number } }>) {
      if (record.length > mostColumns) throw tooManyColumns(name, line)
      if (titles === null) titles = titlesOf(record)
      else yield rowOf(titles, record)
      line = info.lines + 1
    }
  } catch (error) {
    throw isMaillonError(error) ? error : badCsv(name, line, error)
  } finally {
    source.destroy()
  }
}

async function* all(first: string, rest: AsyncIterator<string>): AsyncIterable<string> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** The separator that the first line has most of, outside quotes. */
export function guessSeparator(start: string): (typeof separators)[number] {
  const line = start.replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/).find((one) => one.trim() !== '') ?? ''
  const counts = separators.map((separator) => line.split(separator).length)
  return separators[counts.indexOf(Math.max(...counts))] ?? ';'
}

/** Each title once: a missing one is called by its place, the second of a name gets “ (2)”. */
function titlesOf(record: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return record.map((cell, index) => {
    const title = cell.trim() === '' || forbidden.has(cell.trim()) ? `column${index + 1}` : cell.trim()
    let free = title
    for (let copy = 2; taken.has(free); copy++) free = `${title} (${copy})`
    taken.add(free)
    return free
  })
}

function rowOf(titles: readonly string[], record: readonly string[]): JsonObject {
  const width = Math.max(titles.length, record.length)
  return Object.fromEntries(Array.from({ length: width }, (_, index) => [titles[index] ?? `column${index + 1}`, record[index] ?? null]))
}

function tooManyColumns(name: string, line: number) {
  return userError({
    code: 'FILES_CSV_WIDE',
    text: { fr: `Le fichier « ${name} » a plus de ${mostColumns} colonnes à la ligne ${line}.`, en: `The file “${name}” has over ${mostColumns} columns at line ${line}.` },
    hint: { fr: 'Vérifiez le séparateur choisi et les fins de ligne du fichier.', en: 'Check the separator chosen and the line ends of the file.' },
    field: '/delimiter',
  })
}

function badCsv(name: string, line: number, error: unknown) {
  return userError({
    code: 'FILES_CSV_INVALID',
    text: { fr: `Le fichier « ${name} » ne peut pas être lu à la ligne ${line}.`, en: `The file “${name}” cannot be read at line ${line}.` },
    hint: { fr: 'Vérifiez les guillemets de cette ligne et le séparateur.', en: 'Check the quotes of this line and the separator.' },
    field: '/file',
    details: error instanceof Error ? error.message : String(error),
  })
}
