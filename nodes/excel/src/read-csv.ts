import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { userError } from '@maillon/node-sdk'
import type { OpenSheet, RawRow } from './raw-row.js'
import type { ReadParams } from './read-params.js'

type Delimiter = ';' | ',' | '\t' | '|'
const delimiters: readonly Delimiter[] = [';', '\t', ',', '|']
const mostRecordBytes = 4 * 1024 * 1024

/** @param start the first bytes of the file, from which encoding and separator are guessed where they aren't given. */
export function openCsv(path: string, start: Buffer, params: Pick<ReadParams, 'delimiter' | 'encoding'>): OpenSheet {
  const encoding = params.encoding === 'auto' ? guessEncoding(start) : params.encoding
  const text = new TextDecoder(encoding).decode(start)
  const delimiter = params.delimiter === 'auto' ? guessDelimiter(text) : params.delimiter === 'tab' ? '\t' : params.delimiter
  // A file whose fields are parted by commas writes its decimals with a point, and one with semicolons with a comma.
  const decimal = delimiter === ',' ? 'en' : delimiter === ';' ? 'fr' : null
  return { name: null, isText: true, date1904: false, merges: [], decimal, rows: () => records(path, encoding, delimiter) }
}

/** A byte order mark says it; else UTF-8 where the start is valid UTF-8, else Windows-1252 (what Excel writes as CSV in Western Europe). */
export function guessEncoding(start: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  try {
    // The start may end in the middle of a character: `stream` allows that.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** The separator that stands equally often on the most of the first lines, outside quotes. */
export function guessDelimiter(start: string): Delimiter {
  const lines = start.replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, 20)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ';', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const first = counts[0] ?? 0
    const score = first === 0 ? 0 : counts.filter((count) => count === first).length * 100 + Math.min(first, 99)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

async function* records(path: string, encoding: string, delimiter: Delimiter): AsyncIterable<RawRow> {
  const { parse } = await import('csv-parse')
  const parser = parse({ delimiter, bom: true, relax_column_count: true, max_record_size: mostRecordBytes, info: true })
  const source = Readable.from(decoded(createReadStream(path), encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{ readonly record: string[]; readonly info: { readonly lines: number } }>) {
      yield { number: line, cells: record }
      line = info.lines + 1
    }
  } catch (error) {
    throw csvProblem(error, line)
  } finally {
    source.destroy()
  }
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: string): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
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
