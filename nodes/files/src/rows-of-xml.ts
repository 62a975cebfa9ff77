/**
 * XML as rows, streamed. An element becomes an object: its attributes as `@name`, its children by name (a list where there are
 * several), its text; one that holds text alone becomes that text. Prefixes of namespaces are left out.
 *
 * A document type is refused, so there are no entities but characters by name or number; nothing is ever fetched.
 */
import { nearestName, userError, type Json, type JsonObject } from '@maillon/node-sdk'
import type * as sax from 'sax'
import type { SAXParser, Tag } from 'sax'

const mostDepth = 64
const mostParts = 100_000
const mostTextBytes = 10_000_000
const guessLength = 256 * 1024
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** @param element name of the elements that become rows; empty: the outermost that repeats is found. @throws UserError with the line */
export async function* rowsOfXml(pieces: AsyncIterable<string>, element: string, name: string): AsyncIterable<JsonObject> {
  const createParser = (await import('sax')).default.parser
  let reader: RowReader | null = null
  for await (const piece of pieces) {
    if (reader === null) {
      const wanted = element.trim() === '' ? guessElement(createParser, piece.slice(0, guessLength)) : element.trim()
      reader = new RowReader(createParser(true), wanted, name)
    }
    reader.write(piece)
    yield* reader.take()
  }
  if (reader === null) throw notXml(name, 1, 'empty')
  reader.end()
  yield* reader.take()
  if (reader.found === 0 && element.trim() !== '') throw elementUnknown(element.trim(), reader.seenNames)
}

interface Open {
  readonly name: string
  readonly fields: Map<string, Json>
  text: string
}

class RowReader {
  found = 0
  readonly seenNames = new Set<string>()
  private readonly open: Open[] = []
  private rows: JsonObject[] = []
  private depth = 0
  private parts = 0
  private textBytes = 0
  private failure: Error | null = null

  constructor(
    private readonly parser: SAXParser,
    private readonly element: string | null,
    private readonly file: string,
  ) {
    parser.ondoctype = () => this.fail(doctypeRefused(file))
    parser.onerror = (error: Error) => this.fail(notXml(file, parser.line + 1, error.message.split('\n')[0] ?? ''))
    parser.onopentag = (tag) => this.enter(tag as Tag)
    parser.onclosetag = () => this.leave()
    parser.ontext = (text: string) => this.addText(text)
    parser.oncdata = (text: string) => this.addText(text)
  }

  write(piece: string): void {
    this.parser.write(piece)
    if (this.failure !== null) throw this.failure
  }

  end(): void {
    this.parser.close()
    if (this.seenNames.size === 0) this.fail(notXml(this.file, 1, 'no element'))
    if (this.failure !== null) throw this.failure
  }

  take(): readonly JsonObject[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  /** The first problem counts; the parser would go on. */
  private fail(error: Error): void {
    this.failure ??= error
  }

  private enter(tag: Tag): void {
    if (this.failure !== null) return
    const name = localName(tag.name)
    this.depth += 1
    if (this.seenNames.size < 1000) this.seenNames.add(name)
    if (this.depth > mostDepth) return this.fail(tooMuch(this.file, this.parser.line + 1))
    if (this.open.length === 0 && !(this.element === null ? this.depth === 1 : name === this.element)) return
    if (this.open.length === 0) this.parts = this.textBytes = 0
    const fields = new Map<string, Json>()
    for (const [attribute, value] of Object.entries(tag.attributes)) {
      if (attribute === 'xmlns' || attribute.startsWith('xmlns:')) continue
      this.count(attribute, value.length)
      fields.set(`@${localName(attribute)}`, value)
    }
    this.count(name, 0)
    this.open.push({ name, fields, text: '' })
  }

  private leave(): void {
    this.depth -= 1
    const closed = this.open.pop()
    if (closed === undefined || this.failure !== null) return
    const parent = this.open.at(-1)
    if (parent !== undefined) return addField(parent.fields, closed.name, valueOf(closed))
    const value = valueOf(closed)
    this.rows.push(typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : { [closed.name]: value })
    this.found += 1
  }

  private addText(text: string): void {
    const inner = this.open.at(-1)
    if (inner === undefined) return
    this.count('', text.length)
    inner.text += text
  }

  private count(name: string, length: number): void {
    if (forbidden.has(localName(name))) this.fail(nameRefused(this.file, localName(name)))
    this.parts += name === '' ? 0 : 1
    this.textBytes += length
    if (this.parts > mostParts || this.textBytes > mostTextBytes) this.fail(tooMuch(this.file, this.parser.line + 1))
  }
}

function valueOf({ fields, text }: Open): Json {
  const trimmed = text.trim()
  if (fields.size === 0) return trimmed === '' ? null : trimmed
  if (trimmed !== '') fields.set('#text', trimmed)
  return Object.fromEntries(fields)
}

function addField(fields: Map<string, Json>, name: string, value: Json): void {
  const before = fields.get(name)
  if (!fields.has(name)) fields.set(name, value)
  else if (Array.isArray(before)) (before as Json[]).push(value)
  else fields.set(name, [before ?? null, value])
}

/** The outermost element that stands more than once in its place at the start of the document; null: the root is the only row. */
function guessElement(createParser: typeof sax.parser, start: string): string | null {
  const counts = new Map<string, { readonly depth: number; readonly name: string; count: number }>()
  const path: string[] = []
  const parser = createParser(true)
  parser.onerror = () => undefined
  parser.onopentag = ({ name }) => {
    path.push(localName(name))
    const key = path.join('/')
    const known = counts.get(key) ?? { depth: path.length, name: localName(name), count: 0 }
    known.count += 1
    if (counts.size < 10_000) counts.set(key, known)
  }
  parser.onclosetag = () => void path.pop()
  try {
    parser.write(start)
  } catch {
    // What is wrong with it, the reader says.
  }
  const repeated = [...counts.values()].filter(({ count }) => count > 1).sort((left, right) => left.depth - right.depth || right.count - left.count)
  return repeated[0]?.name ?? null
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function notXml(name: string, line: number, details: string) {
  return userError({
    code: 'FILES_XML_INVALID',
    text: { fr: `Le fichier « ${name} » n’est pas du XML valide, à la ligne ${line}.`, en: `The file “${name}” is not valid XML, at line ${line}.` },
    hint: { fr: 'Corrigez le fichier, ou demandez-le à nouveau s’il est incomplet.', en: 'Correct the file, or ask for it again if it is incomplete.' },
    field: '/file',
    details,
  })
}

function doctypeRefused(name: string) {
  return userError({
    code: 'FILES_XML_DOCTYPE',
    text: { fr: `Le fichier « ${name} » déclare un type de document (DOCTYPE) ; par sécurité, il n’est pas lu.`, en: `The file “${name}” declares a document type (DOCTYPE); to be safe, it is not read.` },
    hint: { fr: 'Demandez un fichier sans DOCTYPE.', en: 'Ask for a file without a DOCTYPE.' },
    field: '/file',
  })
}

function tooMuch(name: string, line: number) {
  return userError({
    code: 'FILES_XML_TOO_LARGE',
    text: { fr: `Le fichier « ${name} » contient à la ligne ${line} un élément trop profond ou trop grand pour une ligne.`, en: `The file “${name}” holds at line ${line} an element too deep or too large for a row.` },
    hint: { fr: 'Indiquez le nom d’un élément plus petit, qui se répète.', en: 'Name a smaller element, one that repeats.' },
    field: '/element',
  })
}

function nameRefused(name: string, element: string) {
  return userError({
    code: 'FILES_XML_REFUSED',
    text: { fr: `Le fichier « ${name} » contient un élément « ${element} », qui ne peut pas servir de champ.`, en: `The file “${name}” holds an element “${element}”, which cannot be used as a field.` },
    hint: { fr: 'Demandez un fichier où il porte un autre nom, ou lisez-le comme texte.', en: 'Ask for a file in which it has another name, or read it as text.' },
    field: '/file',
  })
}

function elementUnknown(element: string, known: ReadonlySet<string>) {
  const near = nearestName(element, [...known])
  const list = [...known].slice(0, 10).join(', ')
  return userError({
    code: 'FILES_XML_ELEMENT_UNKNOWN',
    text: { fr: `Il n’y a aucun élément « ${element} » dans ce fichier.`, en: `There is no element “${element}” in this file.` },
    hint: near === null ? { fr: `Ses éléments : ${list}.`, en: `Its elements: ${list}.` } : { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean “${near}”?` },
    field: '/element',
  })
}
