import type { Js } from './js-tree.js'
import { tokenizeJs, type Token } from './tokenize-js.js'

const deepest = 60

/** Binding strength of the operators between two values. */
const strengths: { readonly [sign: string]: number } = {
  '??': 1, '||': 2, '&&': 3, '==': 4, '!=': 4, '===': 4, '!==': 4, '<': 5, '>': 5, '<=': 5, '>=': 5, '+': 6, '-': 6, '*': 7, '/': 7, '%': 7,
}

const constants: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null], ['undefined', null]])
const refusedNames: ReadonlySet<string> = new Set(['function', 'async', 'await', 'yield', 'typeof', 'void', 'delete', 'in', 'instanceof', 'let', 'const', 'var', 'return', 'if', 'for', 'while', 'class', 'this'])

/** A JavaScript expression as a tree. Null: it isn't one, or holds what isn't understood here (functions, assignments, statements…). */
export function parseJs(source: string): Js | null {
  const tokens = tokenizeJs(source)
  if (tokens === null || tokens.length === 0) return null
  try {
    return new Reader(tokens).whole()
  } catch (thrown) {
    if (thrown instanceof NotUnderstood) return null
    throw thrown
  }
}

class NotUnderstood extends Error {}

class Reader {
  private at = 0
  private depth = 0

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Js {
    const value = this.expression()
    if (this.at < this.tokens.length) throw new NotUnderstood()
    return value
  }

  private expression(): Js {
    this.depth += 1
    if (this.depth > deepest) throw new NotUnderstood()
    const test = this.operation(0)
    const value = this.take('?') ? this.choice(test) : test
    this.depth -= 1
    return value
  }

  private choice(test: Js): Js {
    const yes = this.expression()
    this.expect(':')
    return { kind: 'choice', test, yes, no: this.expression() }
  }

  private operation(least: number): Js {
    let left = this.prefixed()
    for (;;) {
      const sign = this.sign()
      const strength = sign !== null && Object.hasOwn(strengths, sign) ? (strengths[sign] ?? 0) : 0
      if (sign === null || strength === 0 || strength <= least) return left
      this.at += 1
      left = { kind: 'binary', operator: sign, left, right: this.operation(strength) }
    }
  }

  private prefixed(): Js {
    const sign = this.sign()
    if (sign !== '!' && sign !== '-' && sign !== '+') return this.trailed(this.value())
    this.at += 1
    this.depth += 1
    if (this.depth > deepest) throw new NotUnderstood()
    const of = this.prefixed()
    this.depth -= 1
    return sign === '-' && of.kind === 'literal' && typeof of.value === 'number' ? { kind: 'literal', value: -of.value } : { kind: 'unary', operator: sign, of }
  }

  private trailed(start: Js): Js {
    let of = start
    for (;;) {
      const isOptional = this.take('?.')
      if (this.take('(')) of = { kind: 'call', of, args: this.items(')') }
      else if (this.take('[')) of = this.indexed(of, isOptional)
      else if (isOptional || this.take('.')) of = { kind: 'member', of, key: this.memberName(), optional: isOptional }
      else return of
    }
  }

  private indexed(of: Js, optional: boolean): Js {
    const key = this.expression()
    this.expect(']')
    const isPlain = key.kind === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number')
    return { kind: 'member', of, key: isPlain ? String(key.value) : key, optional }
  }

  private memberName(): string {
    const token = this.tokens[this.at++]
    if (token?.kind !== 'name') throw new NotUnderstood()
    return token.value
  }

  private value(): Js {
    const token = this.tokens[this.at++]
    switch (token?.kind) {
      case 'text':
      case 'number':
        return { kind: 'literal', value: token.value }
      case 'pattern':
        return { kind: 'pattern', source: token.source, flags: token.flags }
      case 'template':
        return this.template(token)
      case 'name':
        return this.named(token.value)
      case 'sign':
        return this.bracketed(token.value)
      case undefined:
        throw new NotUnderstood()
    }
  }

  private named(name: string): Js {
    if (constants.has(name)) return { kind: 'literal', value: constants.get(name) ?? null }
    if (name === 'new') return this.made()
    if (refusedNames.has(name)) throw new NotUnderstood()
    return { kind: 'name', name }
  }

  private made(): Js {
    const token = this.tokens[this.at++]
    if (token?.kind !== 'name') throw new NotUnderstood()
    return { kind: 'new', of: { kind: 'name', name: token.value }, args: this.take('(') ? this.items(')') : [] }
  }

  private bracketed(sign: string): Js {
    if (sign === '(') {
      const value = this.expression()
      this.expect(')')
      return value
    }
    if (sign === '[') return { kind: 'list', items: this.items(']') }
    if (sign === '{') return this.object()
    throw new NotUnderstood()
  }

  private object(): Js {
    const entries: (readonly [string, Js])[] = []
    while (!this.take('}')) {
      const token = this.tokens[this.at++]
      if (token?.kind !== 'name' && token?.kind !== 'text' && token?.kind !== 'number') throw new NotUnderstood()
      const key = String(token.value)
      if (this.take(':')) entries.push([key, this.expression()])
      else if (token.kind === 'name') entries.push([key, { kind: 'name', name: key }])
      else throw new NotUnderstood()
      if (!this.take(',') && this.sign() !== '}') throw new NotUnderstood()
    }
    return { kind: 'object', entries }
  }

  private template({ texts, sources }: Token & { kind: 'template' }): Js {
    const parts = texts.flatMap((text, index): readonly (string | Js)[] => {
      const source = sources[index]
      if (source === undefined) return text === '' ? [] : [text]
      this.depth += 20
      if (this.depth > deepest) throw new NotUnderstood()
      const inner = parseJs(source)
      this.depth -= 20
      if (inner === null) throw new NotUnderstood()
      return text === '' ? [inner] : [text, inner]
    })
    return { kind: 'template', parts }
  }

  private items(end: string): readonly Js[] {
    const items: Js[] = []
    while (!this.take(end)) {
      items.push(this.expression())
      if (!this.take(',') && this.sign() !== end) throw new NotUnderstood()
    }
    return items
  }

  private sign(): string | null {
    const token = this.tokens[this.at]
    return token?.kind === 'sign' ? token.value : null
  }

  private take(sign: string): boolean {
    if (this.sign() !== sign) return false
    this.at += 1
    return true
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw new NotUnderstood()
  }
}
