import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { decodedText, guessTextEncoding, isMaillonError, userError } from '@maillon/node-sdk'
import type { OpenSheet, RawRow } from './raw-row.js'
import type { ReadParams } from './read-params.js'

type Delimiter = ';' | ',' | '\t' | '|'
const delimiters: readonly Delimiter[] = [';', '\t', '|', ',']
const mostRecordBytes = 4 * 1024 * 1024
/** Lines at the end of the start from which the separator is guessed: titles of an account stand before, the rows after them. */
const guessedFrom = 40

/** A CSV file as it is to be read. */
export interface CsvFile {
  readonly path: string
  /** For people. */
  readonly name: string
  /** The first bytes of the file, from which encoding and separator are guessed where they aren't given. */
  readonly start: Buffer
  /** `start` is all of the file. */
  readonly isWhole: boolean
}

export function openCsv(file: CsvFile, params: Pick<ReadParams, 'delimiter' | 'encoding'>): OpenSheet {
  const encoding = params.encoding === 'auto' ? guessTextEncoding(file.start) : params.encoding
  const text = new TextDecoder(encoding).decode(file.start)
  const said = separatorLine(text)
  const delimiter = params.delimiter === 'auto' ? (said ?? guessDelimiter(text, file.isWhole)) : params.delimiter === 'tab' ? '\t' : params.delimiter
  // A file whose fields are parted by commas writes its decimals with a point, and one with semicolons with a comma.
  const decimal = delimiter === ',' ? 'en' : delimiter === ';' ? 'fr' : null
  const rows = () => records(file, { encoding: params.encoding, delimiter, firstLine: said === null ? 1 : 2 })
  return { name: null, isText: true, date1904: false, merges: [], decimal, rows }
}

/** `sep=;`, which programs write before the titles for Excel. */
function separatorLine(text: string): Delimiter | null {
  const found = /^sep=([;,|\t])\r?\n/i.exec(text)?.[1]
  return found === undefined ? null : (found as Delimiter)
}

/** The separator that stands equally often on the most lines, outside quotes. A comma between digits is a decimal one where another separator would do. */
export function guessDelimiter(start: string, isWhole = true): Delimiter {
  const all = start.replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/)
  // The last line is cut off where the start isn't everything.
  const lines = (isWhole || all.length < 3 ? all : all.slice(0, -1)).filter((line) => line.trim() !== '').slice(0, 1000).slice(-guessedFrom)
  const others = delimiters.filter((delimiter) => delimiter !== ',').map((delimiter) => ({ delimiter, score: steadiness(lines, delimiter) }))
  const best = others.reduce((one, other) => (other.score > one.score ? other : one))
  const commas = steadiness(best.score * 2 > lines.length * 100 ? lines.map((line) => line.replace(/(?<=\d),(?=\d)/g, '')) : lines, ',')
  return best.score === 0 && commas === 0 ? ';' : commas > best.score ? ',' : best.delimiter
}

/** 100 for each line that has as many of them as most lines, and one for each of these. 0: none has any. */
function steadiness(lines: readonly string[], delimiter: Delimiter): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const count = line.split(delimiter).length - 1
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  return Math.max(0, ...[...counts].map(([count, times]) => times * 100 + Math.min(count, 99)))
}

interface Reading {
  readonly encoding: ReadParams['encoding']
  readonly delimiter: Delimiter
  /** Number of the first line that is data. */
  readonly firstLine: number
}

async function* records({ path, name }: CsvFile, { encoding, delimiter, firstLine }: Reading): AsyncIterable<RawRow> {
  const { parse } = await import('csv-parse')
  const parser = parse({ delimiter, bom: true, relax_column_count: true, relax_quotes: true, max_record_size: mostRecordBytes, info: true, from_line: firstLine })
  const source = Readable.from(decodedText(createReadStream(path), { name, encoding }))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let line = firstLine
  try {
    for await (const { record, info } of parser as AsyncIterable<{ readonly record: string[]; readonly info: { readonly lines: number } }>) {
      yield { number: line, cells: record }
      line = info.lines + 1
    }
  } catch (error) {
    throw isMaillonError(error) ? error : csvProblem(error, line)
  } finally {
    source.destroy()
  }
}

function csvProblem(error: unknown, line: number) {
  const code = (error as { code?: string }).code ?? ''
  const details = error instanceof Error ? error.message : String(error)
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    return userError({
      code: 'EXCEL_CSV_QUOTE_OPEN',
      text: { fr: `Ligne ${line} : un guillemet ouvert n’est jamais refermé.`, en: `Line ${line}: a quote is opened and never closed.` },
      hint: { fr: 'Corrigez cette ligne du fichier CSV, ou choisissez un autre séparateur.', en: 'Correct this line of the CSV file, or choose another separator.' },
      field: '/file',
      details,
    })
  }
  return userError({
    code: 'EXCEL_CSV_INVALID',
    text: { fr: `Ligne ${line} : le fichier CSV ne peut pas être lu à cet endroit.`, en: `Line ${line}: the CSV file cannot be read at this place.` },
    hint: { fr: 'Vérifiez les guillemets de cette ligne et le séparateur choisi.', en: 'Check the quotes of this line and the chosen separator.' },
    field: '/file',
    details,
  })
}
