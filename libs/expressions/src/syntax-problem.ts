import type { ExpressionProblem } from './expression-problem.js'

/** What the parser throws: a grammar error with a hash, or its own exception with a place. */
interface ParserError {
  readonly message: string
  readonly lineNumber?: number
  readonly column?: number
  readonly hash?: {
    readonly text: string
    readonly token: string | null
    readonly line?: number
    readonly loc?: { readonly last_line: number; readonly last_column: number }
  }
}

const mismatch = /^(.*) doesn't match (.*?)(?: - \d+:\d+)?$/s
const maxFound = 40

/** The parser's error as a problem in our own words; its message is for programmers and is not shown. */
export function syntaxProblem(thrown: unknown, text: string): ExpressionProblem {
  const error = thrown as ParserError
  return error.hash === undefined ? exceptionProblem(error) : grammarProblem(error.hash, text)
}

function exceptionProblem(error: ParserError): ExpressionProblem {
  const position = { line: error.lineNumber ?? 1, column: (error.column ?? 0) + 1 }
  const mismatched = mismatch.exec(error.message)
  return mismatched === null
    ? { code: 'EXPRESSION_SYNTAX_INVALID', position, params: { found: '' } }
    : { code: 'EXPRESSION_BLOCK_MISMATCHED', position, params: { open: mismatched[1] ?? '', close: mismatched[2] ?? '' } }
}

function grammarProblem(hash: NonNullable<ParserError['hash']>, text: string): ExpressionProblem {
  // An error of the lexer has a line (from 0) and no column.
  const position = hash.loc === undefined ? { line: (hash.line ?? 0) + 1, column: 1 } : { line: hash.loc.last_line, column: hash.loc.last_column + 1 }
  const open = lastOpenTag(text)
  if (open !== null) return { code: 'EXPRESSION_TAG_UNCLOSED', position: open, params: {} }
  if (hash.token === 'NUMBER' && hash.loc !== undefined && charBefore(text, hash.loc) === '.')
    return { code: 'EXPRESSION_INDEX_BARE', position, params: { index: hash.text } }
  if (hash.token === 'EOF') return { code: 'EXPRESSION_BLOCK_UNCLOSED', position, params: { name: lastOpenBlock(text) } }
  return { code: 'EXPRESSION_SYNTAX_INVALID', position, params: { found: hash.text.slice(0, maxFound) } }
}

/** The last character that was read: the parser's place is that of the token before the one it can't take. */
function charBefore(text: string, loc: { readonly last_line: number; readonly last_column: number }): string {
  return text.split('\n')[loc.last_line - 1]?.[loc.last_column - 1] ?? ''
}

/** Where the last `{{` has no `}}` behind it. Null: it has one. */
function lastOpenTag(text: string): { line: number; column: number } | null {
  const at = text.lastIndexOf('{{')
  if (at === -1 || text.indexOf('}}', at) !== -1) return null
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** The name of the last block whose end is missing, counted over opening and closing tags. */
function lastOpenBlock(text: string): string {
  const open: string[] = []
  for (const tag of text.matchAll(/\{\{\{?~?\s*([#/^])\s*([^\s}|~]*)/g)) {
    const name = tag[2] ?? ''
    if (tag[1] === '/') open.pop()
    else if (name !== '') open.push(name)
  }
  return open.at(-1) ?? ''
}
