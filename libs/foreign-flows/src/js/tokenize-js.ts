export type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  /** Texts and the sources of the expressions between them, in turn. */
  | { readonly kind: 'template'; readonly texts: readonly string[]; readonly sources: readonly string[] }

/** Longer first, so that `===` isn't read as `==`. */
const signs = ['===', '!==', '**', '?.', '??', '=>', '==', '!=', '<=', '>=', '&&', '||', '...', '+', '-', '*', '/', '%', '<', '>', '!', '?', ':', '.', ',', '(', ')', '[', ']', '{', '}']
const refused: ReadonlySet<string> = new Set(['**', '=>', '...'])
const longest = 5000

/** The tokens of an expression; null where it holds what isn't understood here. */
export function tokenizeJs(source: string): readonly Token[] | null {
  if (source.length > longest) return null
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const space = /^(\s+|\/\*[^*]*\*\/)/.exec(source.slice(at, at + 500))
    if (space !== null) {
      at += space[0].length
      continue
    }
    const found = tokenAt(source, at, tokens.at(-1))
    if (found === null) return null
    tokens.push(found.token)
    at = found.end
  }
  return tokens
}

interface Found {
  readonly token: Token
  readonly end: number
}

function tokenAt(source: string, at: number, before: Token | undefined): Found | null {
  const sign = source[at] ?? ''
  if (sign === '"' || sign === "'") return textAt(source, at, sign)
  if (sign === '`') return templateAt(source, at)
  const rest = source.slice(at, at + 200)
  const number = /^(0[xX][0-9a-fA-F]+|\d+(\.\d+)?([eE][+-]?\d+)?|\.\d+)/.exec(rest)
  if (number !== null) return { token: { kind: 'number', value: Number(number[0]) }, end: at + number[0].length }
  const name = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(rest)
  if (name !== null) return { token: { kind: 'name', value: name[0] }, end: at + name[0].length }
  if (sign === '/' && isPatternPlace(before)) return patternAt(source, at)
  const found = signs.find((one) => rest.startsWith(one))
  return found === undefined || refused.has(found) ? null : { token: { kind: 'sign', value: found }, end: at + found.length }
}

/** A slash begins a pattern where no value stands before it. */
function isPatternPlace(before: Token | undefined): boolean {
  return before === undefined || (before.kind === 'sign' && before.value !== ')' && before.value !== ']')
}

const escapes: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' }

/** What stands behind a backslash. */
function escapeAt(source: string, at: number): { readonly text: string; readonly end: number } | null {
  const letter = source[at] ?? ''
  const code = letter === 'u' ? /^u([0-9a-fA-F]{4})/.exec(source.slice(at, at + 5)) : letter === 'x' ? /^x([0-9a-fA-F]{2})/.exec(source.slice(at, at + 3)) : null
  if (code !== null) return { text: String.fromCharCode(Number.parseInt(code[1] ?? '0', 16)), end: at + code[0].length }
  if (letter === 'u' || letter === 'x' || letter === '') return null
  return { text: Object.hasOwn(escapes, letter) ? (escapes[letter] ?? '') : letter, end: at + 1 }
}

function textAt(source: string, start: number, quote: string): Found | null {
  let text = ''
  let at = start + 1
  while (at < source.length && source[at] !== quote) {
    if (source[at] === '\\') {
      const escape = escapeAt(source, at + 1)
      if (escape === null) return null
      text += escape.text
      at = escape.end
    } else text += source[at++] ?? ''
  }
  return at < source.length ? { token: { kind: 'text', value: text }, end: at + 1 } : null
}

function patternAt(source: string, start: number): Found | null {
  let inClass = false
  for (let at = start + 1; at < source.length; at += 1) {
    const sign = source[at]
    if (sign === '\n') return null
    if (sign === '\\') at += 1
    else if (sign === '[') inClass = true
    else if (sign === ']') inClass = false
    else if (sign === '/' && !inClass) {
      const flags = /^[a-z]*/.exec(source.slice(at + 1, at + 10))?.[0] ?? ''
      return { token: { kind: 'pattern', source: source.slice(start + 1, at), flags }, end: at + 1 + flags.length }
    }
  }
  return null
}

function templateAt(source: string, start: number): Found | null {
  const texts: string[] = []
  const sources: string[] = []
  let text = ''
  let at = start + 1
  while (at < source.length && source[at] !== '`') {
    if (source[at] === '\\') {
      const escape = escapeAt(source, at + 1)
      if (escape === null) return null
      text += escape.text
      at = escape.end
    } else if (source.startsWith('${', at)) {
      const end = endOfBraces(source, at + 2)
      if (end === -1) return null
      texts.push(text)
      sources.push(source.slice(at + 2, end))
      text = ''
      at = end + 1
    } else text += source[at++] ?? ''
  }
  return at < source.length ? { token: { kind: 'template', texts: [...texts, text], sources }, end: at + 1 } : null
}

/** The place of the `}` that closes what began before `from`; -1: none. Braces inside quotes don't count. */
function endOfBraces(source: string, from: number): number {
  let depth = 0
  let quote = ''
  for (let at = from; at < source.length; at += 1) {
    const sign = source[at] ?? ''
    if (quote !== '') {
      if (sign === '\\') at += 1
      else if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'" || sign === '`') quote = sign
    else if (sign === '{') depth += 1
    else if (sign === '}' && depth-- === 0) return at
  }
  return -1
}
