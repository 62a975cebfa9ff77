/**
 * SQL with `:names` for values, made ready for a server: each name becomes a placeholder, its value travels beside the text. Pure.
 *
 * 1. Nothing of a value ever becomes a part of the text.
 * 2. What stands in strings, quoted names and comments is no name.
 * 3. One statement; a second one is refused, and so are placeholders of the server's own.
 */
import { nearestName, userError, type MaillonError } from '@maillon/node-sdk'

export type Dialect = 'postgres' | 'mysql' | 'sqlite'

export interface BoundSql {
  readonly text: string
  /** Names in the order of the placeholders. */
  readonly names: readonly string[]
  /** The first word, in upper case: what the statement does. */
  readonly verb: string
}

/** @throws UserError `SQL_…` at `/sql` */
export function bindNames(sql: string, known: readonly string[], dialect: Dialect): BoundSql {
  const reader = new SqlReader(sql, dialect)
  const bound = reader.read()
  for (const name of bound.names) if (!known.includes(name)) throw unknownName(name, known)
  if (bound.verb === '') throw empty()
  return bound
}

class SqlReader {
  private readonly out: string[] = []
  private readonly names: string[] = []
  private readonly places = new Map<string, number>()
  private at = 0
  private isEnded = false
  private verb = ''

  constructor(
    private readonly sql: string,
    private readonly dialect: Dialect,
  ) {}

  read(): BoundSql {
    if (this.sql.includes('{{')) throw template()
    while (this.at < this.sql.length) this.step()
    return { text: this.out.join(''), names: this.names, verb: this.verb }
  }

  private step(): void {
    const rest = this.sql.slice(this.at, this.at + 200)
    const length = this.silentLength(rest)
    if (length > 0) return this.take(length, /^\s|^--|^\/\*|^#/.test(rest))
    if (rest.startsWith(';')) {
      this.isEnded = true
      this.at += 1
      return
    }
    const name = /^:([A-Za-z_][A-Za-z0-9_]*)/.exec(rest)
    if (name !== null) return this.takeName(name[1] ?? '')
    this.refuseMarks(rest)
    const word = /^[A-Za-z_][A-Za-z0-9_$]*/.exec(rest)?.[0]
    if (word !== undefined && this.verb === '') this.verb = word.toUpperCase()
    this.take(word?.length ?? (rest.startsWith('::') ? 2 : 1), false)
  }

  /** Length of a blank, comment, string or quoted name that begins here; 0: none does. */
  private silentLength(rest: string): number {
    const blank = /^\s+/.exec(rest)
    if (blank !== null) return blank[0].length
    if (rest.startsWith('--') || (this.dialect === 'mysql' && rest.startsWith('#'))) return this.until('\n', 1)
    return rest.startsWith('/*') ? this.commentLength() : this.textLength(rest)
  }

  private textLength(rest: string): number {
    const hasEscapes = this.dialect === 'mysql' || /[eE]$/.test(this.out.at(-1) ?? '')
    if (rest.startsWith("'")) return this.quotedLength("'", hasEscapes)
    if (rest.startsWith('"')) return this.quotedLength('"', this.dialect === 'mysql')
    if (rest.startsWith('`')) return this.quotedLength('`', false)
    const dollar = this.dialect === 'postgres' ? /^\$([A-Za-z_][A-Za-z0-9_]*)?\$/.exec(rest) : null
    return dollar === null ? 0 : this.until(dollar[0], dollar[0].length)
  }

  private until(mark: string, from: number): number {
    const found = this.sql.indexOf(mark, this.at + from)
    return (found < 0 ? this.sql.length : found + mark.length) - this.at
  }

  /** Postgres nests comments. What MySQL would run out of a comment (`/*!`) is refused. */
  private commentLength(): number {
    if (this.dialect === 'mysql' && /^\/\*M?!/.test(this.sql.slice(this.at, this.at + 4))) throw badMark('/*!')
    if (this.dialect !== 'postgres') return this.until('*/', 2)
    let depth = 0
    for (const mark of this.sql.slice(this.at).matchAll(/\/\*|\*\//g)) {
      depth += mark[0] === '/*' ? 1 : -1
      if (depth === 0) return mark.index + 2
    }
    return this.sql.length - this.at
  }

  private quotedLength(quote: string, hasEscapes: boolean): number {
    let at = this.at + 1
    while (at < this.sql.length) {
      if (hasEscapes && this.sql[at] === '\\') at += 2
      else if (this.sql[at] !== quote) at += 1
      else if (this.sql[at + 1] === quote) at += 2
      else return at + 1 - this.at
    }
    throw unended(quote)
  }

  private take(length: number, isSilent: boolean): void {
    if (this.isEnded && !isSilent) throw several()
    this.out.push(this.sql.slice(this.at, this.at + length))
    this.at += length
  }

  private takeName(name: string): void {
    if (this.isEnded) throw several()
    this.at += name.length + 1
    const known = this.places.get(name)
    if (this.dialect === 'postgres' && known !== undefined) return void this.out.push(`$${known}`)
    this.names.push(name)
    this.places.set(name, this.names.length)
    this.out.push(this.dialect === 'postgres' ? `$${this.names.length}` : '?')
  }

  private refuseMarks(rest: string): void {
    const own = this.dialect === 'postgres' ? /^\$\d+/ : this.dialect === 'mysql' ? /^\?/ : /^[?$@]/
    const mark = own.exec(rest)
    if (mark !== null) throw badMark(mark[0])
  }
}

function unknownName(name: string, known: readonly string[]): MaillonError {
  const near = nearestName(name, known)
  return userError({
    code: 'SQL_VALUE_MISSING',
    text: { fr: `La requête demande la valeur « :${name} », qui n’est pas donnée.`, en: `The query asks for the value “:${name}”, which is not given.` },
    hint: near === null ? { fr: `Ajoutez « ${name} » sous « Valeurs ».`, en: `Add “${name}” under “Values”.` } : { fr: `Vouliez-vous dire « :${near} » ?`, en: `Did you mean “:${near}”?` },
    field: '/values',
  })
}

function template(): MaillonError {
  return userError({
    code: 'SQL_TEMPLATE_REFUSED',
    text: { fr: 'La requête contient {{…}} : une valeur mise dans le texte pourrait en changer le sens.', en: 'The query holds {{…}}: a value put into the text could change what it does.' },
    hint: { fr: 'Donnez la valeur sous « Valeurs » et écrivez :nom à sa place, sans guillemets.', en: 'Give the value under “Values” and write :name in its place, without quotes.' },
    field: '/sql',
  })
}

function several(): MaillonError {
  return userError({
    code: 'SQL_STATEMENTS_SEVERAL',
    text: { fr: 'Il y a plusieurs instructions SQL.', en: 'There are several SQL statements.' },
    hint: { fr: 'Une étape en exécute une seule : ajoutez une étape pour chacune.', en: 'A step runs a single one: add a step for each.' },
    field: '/sql',
  })
}

function badMark(mark: string): MaillonError {
  return userError({
    code: 'SQL_MARK_REFUSED',
    text: { fr: `« ${mark} » ne peut pas être utilisé ici.`, en: `“${mark}” cannot be used here.` },
    hint: { fr: 'Écrivez :nom pour une valeur, et donnez-la sous « Valeurs ».', en: 'Write :name for a value, and give it under “Values”.' },
    field: '/sql',
  })
}

function unended(quote: string): MaillonError {
  return userError({ code: 'SQL_TEXT_UNENDED', text: { fr: `Il manque un ${quote} dans la requête.`, en: `A ${quote} is missing in the query.` }, field: '/sql' })
}

function empty(): MaillonError {
  return userError({ code: 'SQL_QUERY_EMPTY', text: { fr: 'La requête est vide.', en: 'The query is empty.' }, field: '/sql' })
}
