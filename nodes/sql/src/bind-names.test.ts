import fc from 'fast-check'
import { isMaillonError } from '@maillon/node-sdk'
import { describe, expect, it } from 'vitest'
import { bindNames, type Dialect } from './bind-names.js'
import { exactNumber } from './exact-number.js'

const bound = (sql: string, dialect: Dialect = 'postgres') => bindNames(sql, ['a', 'b', 'name'], dialect)
const refusal = (sql: string, dialect: Dialect = 'postgres') => {
  try {
    bindNames(sql, ['a'], dialect)
    return null
  } catch (error) {
    return isMaillonError(error) ? error.info.code : String(error)
  }
}

describe('names in SQL', () => {
  it('become placeholders, once or again', () => {
    expect(bound('SELECT :a, :b, :a')).toEqual({ text: 'SELECT $1, $2, $1', names: ['a', 'b'], verb: 'SELECT' })
    expect(bound('select :a, :b, :a', 'mysql')).toEqual({ text: 'select ?, ?, ?', names: ['a', 'b', 'a'], verb: 'SELECT' })
  })

  it.each([
    ['postgres', `SELECT ':a', ":a", $$ :a $$, $x$ :a; $x$, 1::text, E'\\':a' -- :a\n /* :a /* :a */ :a */`],
    ['mysql', `SELECT ':a', ":a", \`:a\`, '\\':a' # :a ?\n -- :a\n /* :a ? */`],
    ['sqlite', `SELECT ':a?', "x:a", 'it''s :a' -- :a ?\n`],
  ] as const)('are none in strings, quoted names, casts and comments (%s)', (...[dialect, sql]) => {
    expect(bindNames(sql, [], dialect)).toMatchObject({ text: sql, names: [] })
  })

  it('are refused where they are not given, and so is what could hide a second statement', () => {
    expect(refusal('SELECT :b')).toBe('SQL_VALUE_MISSING')
    expect(refusal('SELECT 1; DROP TABLE x')).toBe('SQL_STATEMENTS_SEVERAL')
    expect(refusal('SELECT 1; -- the end\n')).toBeNull()
    expect(refusal('SELECT {{item.x}}')).toBe('SQL_TEMPLATE_REFUSED')
    expect(refusal('SELECT $1')).toBe('SQL_MARK_REFUSED')
    expect(refusal('SELECT ?', 'mysql')).toBe('SQL_MARK_REFUSED')
    expect(refusal('SELECT /*!50000 1 */', 'mysql')).toBe('SQL_MARK_REFUSED')
    expect(refusal(`SELECT 'open`)).toBe('SQL_TEXT_UNENDED')
    expect(refusal(' -- nothing\n')).toBe('SQL_QUERY_EMPTY')
  })

  it('never let the text end in the middle of what it holds, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.constantFrom<Dialect>('postgres', 'mysql', 'sqlite'), (text, dialect) => {
        // A string that is closed as the dialect closes it stays whole.
        const body = text.replaceAll('\\', '').replaceAll("'", "''").replaceAll('{{', '')
        expect(bindNames(`SELECT '${body}', :a`, ['a'], dialect).text).toBe(`SELECT '${body}', ${dialect === 'postgres' ? '$1' : '?'}`)
      }),
    )
  })
})

describe('a decimal', () => {
  it.each([['12.50', 12.5], ['0012', 12], ['-0.10', -0.1], ['9007199254740991', 9007199254740991], ['0', 0]] as const)('%s is a number where that loses nothing', (text, number) => {
    expect(exactNumber(text)).toBe(number)
  })
  it.each(['9007199254740993', '1234567890123456.7891', '0.1234567890123456789', 'NaN', 'Infinity', ''])('%s stays text', (text) => {
    expect(exactNumber(text)).toBe(text)
  })
})
