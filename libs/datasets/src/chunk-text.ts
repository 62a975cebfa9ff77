import type { Json, JsonObject } from '@maillon/kernel'
import type { Item } from './item.js'

const newline = 10
/** First byte of a line whose text is Latin-1: read four times as quickly as UTF-8, which V8 widens. */
const latin1Mark = 1
// oxlint-disable-next-line no-control-regex
const beyondLatin1 = /[^\u0000-\u00ff]/

/** Rows that have the same fields in the same order, and no files: the names stand once. */
interface Block {
  readonly keys: readonly string[]
  readonly rows: readonly (readonly Json[])[]
}

/** Normal items as lines of JSON, each with its newline: a line is a block of rows, or one item with files. */
export function encodeItems(items: readonly Item[]): Buffer {
  return Buffer.concat(linesOf(items).map(lineBytes))
}

function lineBytes(line: string): Buffer {
  if (beyondLatin1.test(line)) return Buffer.from(`${line}\n`, 'utf8')
  const bytes = Buffer.allocUnsafe(line.length + 2)
  bytes[0] = latin1Mark
  bytes.write(line, 1, 'latin1')
  bytes[line.length + 1] = newline
  return bytes
}

/** The items of each line, one line after the other, so that few of them are in memory at once. @throws SyntaxError */
export function* decodeItems(bytes: Buffer): Generator<readonly Item[]> {
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(newline, from)
    const to = found === -1 ? bytes.length : found
    yield itemsOfLine(bytes[from] === latin1Mark ? bytes.toString('latin1', from + 1, to) : bytes.toString('utf8', from, to))
    from = to + 1
  }
}

function itemsOfLine(line: string): readonly Item[] {
  const value = JSON.parse(line) as Item | Block
  return 'keys' in value ? itemsOfBlock(value) : [value]
}

function linesOf(items: readonly Item[]): readonly string[] {
  const lines: string[] = []
  let keys: readonly string[] = []
  let rows: Json[][] = []
  const endBlock = () => {
    if (rows.length > 0) lines.push(JSON.stringify({ keys, rows } satisfies Block))
    rows = []
  }
  for (const item of items) {
    if (item.files !== undefined) {
      endBlock()
      lines.push(JSON.stringify(item))
      continue
    }
    const row = rows.length === 0 ? null : valuesOf(item.json, keys)
    if (row !== null) {
      rows.push(row)
      continue
    }
    endBlock()
    keys = Object.keys(item.json)
    rows.push(Object.values(item.json))
  }
  endBlock()
  return lines
}

/** Null where the object has other fields, or in another order. */
function valuesOf(json: JsonObject, keys: readonly string[]): Json[] | null {
  const values: Json[] = []
  for (const key in json) {
    if (key !== keys[values.length]) return null
    values.push(json[key] as Json)
  }
  return values.length === keys.length ? values : null
}

function itemsOfBlock({ keys, rows }: Block): readonly Item[] {
  return rows.map((row) => {
    const json: { [key: string]: Json } = {}
    for (let at = 0; at < keys.length; at += 1) json[keys[at] as string] = row[at] as Json
    return { json }
  })
}
