// Group E of the attack corpus: an expression must never reach code, a prototype, a secret or an unbounded amount of work.
import type { Json } from '@maillon/kernel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { compileParams } from './compile-params.js'
import { evaluate, type EvaluationOptions } from './evaluate.js'
import { parseExpression } from './parse-expression.js'
import { scopeWith, type Scope } from './scope.js'

/** Work of this process in milliseconds: unlike the clock it does not count what else the machine is doing. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const scope = scopeWith({
  item: { s: 'secretless', n: 1, list: [1, 2, 3], rows: [{ a: 1 }], o: { x: 1 } },
  index: 0,
  now: '2026-11-21T09:00:00Z',
  timeZone: 'Europe/Paris',
})

/** The value, or the code of the first problem. */
function outcome(text: unknown, given: Scope = scope, options?: EvaluationOptions): Json {
  const parsed = parseExpression(text)
  if (!parsed.ok) return parsed.problem[0]?.code ?? 'no problem?'
  const result = evaluate(parsed.value, given, options)
  return result.ok ? result.value : result.problem.code
}

const ten = Array.from({ length: 10 }, (_, at) => at)
/** How long the loop may stand still at most, in ms; the bound of the corpus. */
const maxDelayMs = 200

function timed(text: string, given: Scope = scope): { code: Json; ms: number } {
  const start = cpuMs()
  const code = outcome(text, given)
  return { code, ms: cpuMs() - start }
}

describe('code and prototypes', () => {
  it('E01 sees no constructor anywhere', () => {
    for (const text of [
      '{{constructor.constructor}}',
      '{{this.constructor.name}}',
      '{{item.constructor}}',
      '{{item.constructor.constructor}}',
      '{{item.s.constructor}}',
      '{{item.list.constructor}}',
      '{{item.n.toFixed}}',
      '{{item.list.map}}',
      '{{item.__proto__}}',
      '{{item.o.__proto__.polluted}}',
      '{{run.constructor}}',
      '{{#each item.list}}{{this.constructor}}{{/each}}',
      '{{#with item.o}}{{constructor}}{{/with}}',
    ]) {
      expect(outcome(text), text).toMatch(/^EXPRESSION_(NAME_UNKNOWN|LEVEL_MISSING|FIELD_MISSING)$/)
    }
  })

  it('E01 is as blind where what is missing is let through', () => {
    for (const text of [
      '{{default item.constructor "none"}}',
      '{{default item.__proto__ "none"}}',
      '{{default item.s.length "none"}}',
      '{{default (lookup item "constructor") "none"}}',
      '{{default (first (list item.o.toString)) "none"}}',
    ])
      expect(outcome(text), text).toBe('none')
    expect(outcome('{{exists item.hasOwnProperty}}')).toBe(false)
  })

  it('E02 looks up own fields only', () => {
    expect(outcome('{{lookup (lookup this "__proto__") "constructor"}}')).toBe('EXPRESSION_LEVEL_MISSING')
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', '__defineGetter__']) {
      expect(outcome(`{{lookup item "${key}"}}`), key).toBe('EXPRESSION_FIELD_MISSING')
      expect(outcome(`{{map item.rows "${key}"}}`), key).toBe('EXPRESSION_FIELD_MISSING')
      expect(outcome(`{{sum item.rows "${key}"}}`), key).toBe('EXPRESSION_FIELD_MISSING')
    }
    expect(outcome('{{map item.rows "constructor.name"}}')).toBe('EXPRESSION_FIELD_MISSING')
  })

  it('E03 refuses the template chain that reaches a function through blocks', () => {
    const chain = '{{#with "s" as |string|}}{{#with split as |c|}}{{this.push (lookup string.sub "constructor")}}{{this.pop}}{{/with}}{{/with}}'
    expect(outcome(chain)).toBe('EXPRESSION_CALL_INVALID')
    expect(outcome('{{#with "s" as |string|}}{{string.sub}}{{/with}}')).toBe('EXPRESSION_FIELD_MISSING')
  })

  it('E05 takes no ready-made tree for a text', () => {
    const tree = JSON.parse('{"type":"Program","body":[{"type":"MustacheStatement","path":0,"params":[{"type":"NumberLiteral","value":"process.exit()"}]}]}')
    for (const given of [tree, null, undefined, 1, ['{{item.n}}'], { toString: () => '{{item.n}}' }, new String('{{item.n}}')])
      expect(outcome(given)).toBe('EXPRESSION_TEXT_REQUIRED')
    expect(compileParams({ body: tree }).resolve(scope)).toEqual({ ok: true, value: { body: tree } })
  })

  it('E06, E07, E09 refuses partials, partial blocks, inline blocks and decorators, with their place', () => {
    for (const text of ['{{> p}}', '{{> (lookup . "p")}}', '{{#> x}}{{> @partial-block}}{{/x}}'])
      expect(outcome(text), text).toBe('EXPRESSION_PARTIAL_FORBIDDEN')
    for (const text of ['{{*n}}', '{{* n a=1}}', '{{#*inline "x"}}a{{/inline}}']) expect(outcome(text), text).toBe('EXPRESSION_DECORATOR_FORBIDDEN')
    expect(outcome('{{{{raw}}}} {{item.n}} {{{{/raw}}}}')).toBe('EXPRESSION_RAW_FORBIDDEN')
    expect(parseExpression('ok\n  {{*n}}')).toEqual({
      ok: false,
      problem: [{ code: 'EXPRESSION_DECORATOR_FORBIDDEN', position: { line: 2, column: 3 }, params: {} }],
    })
  })

  it('E11 answers the names of the library’s own hooks as unknown functions', () => {
    for (const name of [
      'helperMissing',
      'blockHelperMissing',
      'log',
      'lookupProperty',
      'eval',
      'Function',
      'require',
      'import',
      'constructor',
      'toString',
      '__proto__',
    ]) {
      expect(outcome(`{{${name} item.n}}`), name).toMatch(/^EXPRESSION_FUNCTION_(UNKNOWN|MISSPELLED)$/)
      expect(outcome(`{{concat (${name} item.n)}}`), name).toMatch(/^EXPRESSION_FUNCTION_(UNKNOWN|MISSPELLED)$/)
      expect(outcome(`{{#${name} item.n}}x{{/${name}}}`), name).toBe('EXPRESSION_BLOCK_UNKNOWN')
    }
    expect(outcome('{{helperMissing}}')).toBe('EXPRESSION_NAME_UNKNOWN')
  })

  it('E17 gives no way to the surroundings of the run', () => {
    for (const text of [
      '{{@root.credentials}}',
      '{{../../$secrets.x}}',
      '{{$request.headers.authorization}}',
      '{{$env.PATH}}',
      '{{env.PATH}}',
      '{{process.env}}',
      '{{globalThis}}',
      '{{@root}}',
      '{{@root.constructor}}',
      '{{@level}}',
      '{{@partial-block}}',
      '{{#each item.list}}{{../../x}}{{/each}}',
    ]) {
      expect(outcome(text), text).toMatch(/^EXPRESSION_(NAME_UNKNOWN|NAME_MISSPELLED|LEVEL_MISSING)$/)
    }
  })

  it('E23 runs no code that hangs on a value: getters of inherited kind, conversions, promises', () => {
    let calls = 0
    class Hostile {
      get field(): string {
        calls += 1
        return 'seen'
      }
      toString(): string {
        calls += 1
        return 'seen'
      }
    }
    const countCall = () => {
      calls += 1
    }
    Reflect.set(Hostile.prototype, 'then', countCall)
    const hostile = scopeWith({ item: { h: new Hostile() as unknown as Json } })
    expect(outcome('{{item.h.field}}', hostile)).toBe('EXPRESSION_FIELD_MISSING')
    expect(outcome('{{upper item.h}}', hostile)).toBe('EXPRESSION_TEXT_EXPECTED')
    expect(outcome('{{eq item.h "seen"}}', hostile)).toBe(false)
    expect(outcome('x{{item.h}}', hostile)).toBe('x{}')
    expect(calls).toBe(0)
  })
})

describe('the console', () => {
  beforeEach(() => {
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) vi.spyOn(console, method).mockImplementation(() => undefined)
  })
  afterEach(() => vi.restoreAllMocks())

  it('E10 stays silent', () => {
    expect(outcome('{{log this level="error"}}')).toMatch(/^EXPRESSION_FUNCTION_/)
    expect(outcome('{{debugger}}')).toMatch(/^EXPRESSION_NAME_/)
    expect(outcome('{{debugger item.n}}')).toMatch(/^EXPRESSION_FUNCTION_/)
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) expect(vi.mocked(console[method])).not.toHaveBeenCalled()
  })
})

describe('values from the data', () => {
  it('E18 are never read as expressions again', () => {
    for (const value of ['{{constructor}}', '{{$env.X}}', '{{item.s}}', '\\{{x}}', '${7*7}']) {
      const given = scopeWith({ item: { v: value } })
      expect(outcome('{{item.v}}', given)).toBe(value)
      expect(outcome('a {{item.v}} b', given)).toBe(`a ${value} b`)
      expect(outcome('{{concat item.v "{{item.v}}"}}', given)).toBe(`${value}{{item.v}}`)
      expect(compileParams({ a: ['{{item.v}}'] }).resolve(given)).toEqual({ ok: true, value: { a: [value] } })
    }
  })

  it('E19 can’t add a key: an expression acts on its leaf, not on JSON text', () => {
    const given = scopeWith({ item: { v: 'x","admin":true,"z":"' } })
    const resolved = compileParams({ body: { name: '{{item.v}}', note: 'n: {{item.v}}' } }).resolve(given)
    expect(resolved).toEqual({ ok: true, value: { body: { name: 'x","admin":true,"z":"', note: 'n: x","admin":true,"z":"' } } })
    const ending = compileParams({ body: '{{item.v}}' }).resolve(scopeWith({ item: { v: 'ends in \\' } }))
    expect(JSON.parse(JSON.stringify(ending))).toEqual({ ok: true, value: { body: 'ends in \\' } })
  })

  it('E22 stand in keys and in what is declared literal as they were written', () => {
    const resolved = compileParams({ '{{item.s}}': 1, path: '/{{item.s}}', other: '{{item.n}}' }, (pointer) => pointer !== '/path').resolve(scope)
    expect(resolved).toEqual({ ok: true, value: { '{{item.s}}': 1, path: '/{{item.s}}', other: 1 } })
  })

  it('I01 keep hostile parameter names as plain own keys', () => {
    const resolved = compileParams(JSON.parse('{"__proto__":{"isAdmin":"{{item.n}}"},"a":"{{item.n}}"}')).resolve(scope)
    expect(resolved.ok && Object.hasOwn(resolved.value, '__proto__') && Object.getPrototypeOf(resolved.value) === Object.prototype).toBe(true)
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
  })
})

describe('budgets', () => {
  it('E13 stops seven loops inside each other, naming the limit', () => {
    const text = `${'{{#each item.ten}}'.repeat(7)}x${'{{/each}}'.repeat(7)}`
    const given = scopeWith({ item: { ten } })
    const { code, ms } = timed(text, given)
    expect(code).toBe('EXPRESSION_OPERATIONS_EXCEEDED')
    expect(ms).toBeLessThan(maxDelayMs)
    const parsed = parseExpression(text)
    if (parsed.ok) expect(evaluate(parsed.value, given)).toMatchObject({ problem: { params: { limit: 1_000_000 } } })
  })

  it('E14 refuses texts and lists that would be too large before they are made', () => {
    for (const text of [
      '{{repeat "x" 1000000000}}',
      '{{repeat "x" 1e9}}',
      '{{padStart item.s 1000000000}}',
      '{{padEnd item.s 1e9 "ab"}}',
      '{{repeat (repeat "x" 4000) 4000}}',
      '{{concat (repeat "x" 5000000) (repeat "x" 5000000)}}',
      '{{replace (repeat "a" 100000) "a" (repeat "b" 1000)}}',
      '{{replacePattern (repeat "a" 100000) "a" (repeat "b" 1000)}}',
      'a{{repeat "é" 3000000}}',
    ]) {
      const { code, ms } = timed(text)
      expect(code, text).toBe('EXPRESSION_OUTPUT_EXCEEDED')
      expect(ms, text).toBeLessThan(maxDelayMs)
    }
    for (const text of [
      '{{join (range 0 1000000000)}}',
      '{{join (range 0 1e9)}}',
      '{{count (range 0 1e15)}}',
      '{{count (split (repeat "a;" 200000) ";")}}',
      '{{count (split (repeat "a" 200000) "")}}',
    ]) {
      const { code, ms } = timed(text)
      expect(code, text).toBe('EXPRESSION_LIST_EXCEEDED')
      expect(ms, text).toBeLessThan(maxDelayMs)
    }
  })

  it('E14 adds up what many small pieces put out', () => {
    expect(outcome('{{#each item.list}}{{repeat "x" 2000000}}{{/each}}')).toBe('EXPRESSION_OUTPUT_EXCEEDED')
  })

  it('E15 runs patterns in linear time, and counts the time they take', () => {
    const text = `${'a'.repeat(40)}!`
    for (const pattern of ['^(a|a)*$', '(a+)+$', '^(a?){20}a{20}$', '(.*)*x', '(x+x+)+y']) {
      const start = cpuMs()
      expect(outcome(`{{replacePattern item.s "${pattern}" ""}}`, scopeWith({ item: { s: text } })), pattern).not.toMatch(/^EXPRESSION/)
      expect(outcome(`{{replace item.s "${pattern}" ""}}`, scopeWith({ item: { s: text } })), pattern).toBe(text)
      expect(cpuMs() - start, pattern).toBeLessThan(maxDelayMs)
    }
    const { code, ms } = timed('{{matches item.s "(a{100}){9}$"}}', scopeWith({ item: { s: 'a'.repeat(100_000) } }))
    expect(code).toBe('EXPRESSION_OPERATIONS_EXCEEDED')
    expect(ms).toBeLessThan(maxDelayMs)
    for (const pattern of ['(', 'a{2000}', '(?=a)', 'x'.repeat(600)])
      expect(outcome(`{{matches "a" "${pattern}"}}`), pattern).toBe('EXPRESSION_PATTERN_INVALID')
  })

  it('E25 refuses hostile formats, zones, locales and units', () => {
    const given = scopeWith({ item: { format: 'yyyy'.repeat(100_000), zone: '../../etc/localtime', d: '2026-11-21T09:00:00Z' } })
    for (const [text, code] of [
      ['{{formatDate item.d item.format}}', 'EXPRESSION_FORMAT_INVALID'],
      ['{{parseDate item.d item.format}}', 'EXPRESSION_FORMAT_INVALID'],
      ['{{formatDate item.d zone=item.zone}}', 'EXPRESSION_ZONE_UNKNOWN'],
      ['{{formatDate item.d zone="Mars/Olympus"}}', 'EXPRESSION_ZONE_UNKNOWN'],
      ['{{formatDate item.d locale="../../x"}}', 'EXPRESSION_LOCALE_UNKNOWN'],
      ['{{formatNumber 1 locale="xx-YYYY"}}', 'EXPRESSION_LOCALE_UNKNOWN'],
      ['{{formatCurrency 1 "EURO"}}', 'EXPRESSION_CURRENCY_UNKNOWN'],
      ['{{startOf item.d "siècle"}}', 'EXPRESSION_CHOICE_UNKNOWN'],
      ['{{addDays item.d 1e15}}', 'EXPRESSION_ARGUMENT_OUT_OF_RANGE'],
      ['{{addYears item.d 20000}}', 'EXPRESSION_DATE_OUT_OF_RANGE'],
      ['{{formatNumber 1 400}}', 'EXPRESSION_ARGUMENT_OUT_OF_RANGE'],
      ['{{formatDate "not a date"}}', 'EXPRESSION_DATE_EXPECTED'],
    ] as const)
      expect(outcome(text, given), text).toBe(code)
  })

  it('bounds the text itself: size, tags, nesting', () => {
    expect(outcome('x'.repeat(16 * 1024))).toBe('x'.repeat(16 * 1024))
    expect(outcome('x'.repeat(16 * 1024 + 1))).toBe('EXPRESSION_TEXT_TOO_LONG')
    expect(outcome('é'.repeat(8 * 1024 + 1))).toBe('EXPRESSION_TEXT_TOO_LONG')
    expect(outcome('{{item.n}}'.repeat(200))).toBe('1'.repeat(200))
    expect(outcome('{{item.n}}'.repeat(201))).toBe('EXPRESSION_TAGS_TOO_MANY')
    const calls = (depth: number) => `{{${'(abs '.repeat(depth - 1).replace(/^\(/, '')}${depth > 1 ? '' : 'abs '}1${')'.repeat(Math.max(0, depth - 2))}}}`
    expect(outcome(calls(11))).toBe(1)
    expect(outcome(calls(12))).toBe('EXPRESSION_NESTING_TOO_DEEP')
    expect(outcome(`${'{{#if 1}}'.repeat(11)}${'{{/if}}'.repeat(11)}`)).toBe('EXPRESSION_NESTING_TOO_DEEP')
  })

  it('reads the most hostile 16 KB in good time', () => {
    for (const text of [
      `{{${'('.repeat(16_000)}`,
      `{{${'(a '.repeat(5_000)}`,
      `{{x ${'(a '.repeat(500)}${')'.repeat(500)}}}`,
      `{{x ${'a=(b ")" '.repeat(1_500)}${')'.repeat(1_500)}}}`,
      `{{a${'.a'.repeat(8_000)}}}`,
      `{{abs${' 1'.repeat(8_000)}}}`,
      '{'.repeat(16_000),
      '}'.repeat(16_000),
      `{{"${'\\'.repeat(16_000)}"}}`,
      `{{!--${'-'.repeat(16_000)}`,
      `{{item.[${'['.repeat(16_000)}`,
      '\\'.repeat(16_000),
      `{{${' '.repeat(16_000)}`,
      ' \n'.repeat(8_000),
      `{{#if 1}}${'\n '.repeat(7_900)}{{/if}}`,
      `{{concat a${'=a'.repeat(7_000)}}}`,
      '{{#a}}'.repeat(199),
      '{{^}}'.repeat(199),
      `{{else${' if'.repeat(5_000)}}}`,
    ]) {
      const start = cpuMs()
      parseExpression(text)
      expect(cpuMs() - start, text.slice(0, 30)).toBeLessThan(maxDelayMs)
    }
  })

  it('refuses values nested too deeply for JSON text, rather than overflowing', () => {
    let deep: Json = 1
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    for (const text of ['x{{item.deep}}', '{{concat item.deep}}', '{{join item.deep}}', '{{contains item.deep "x"}}'])
      expect(() => outcome(text, scopeWith({ item: { deep } })), text).not.toThrow()
    expect(outcome('x{{item.deep}}', scopeWith({ item: { deep } }))).toBe('EXPRESSION_DEPTH_EXCEEDED')
    expect(outcome('{{eq item.deep item.deep}}', scopeWith({ item: { deep } }))).toBe(true)
    expect(outcome('{{item.deep}}', scopeWith({ item: { deep } }))).toBe(deep)
  })

  it('bounds the work on large data too', () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => ({ a: at, t: String(at) }))
    const given = scopeWith({ item: { rows, text: 'x'.repeat(5_000_000) } })
    for (const text of [
      '{{sum item.rows "a"}}',
      '{{map item.rows "a"}}',
      '{{sortBy item.rows "t"}}',
      '{{unique item.rows}}',
      'x{{item.rows}}',
      '{{#each item.rows}}{{a}}{{/each}}',
      '{{where item.rows "a" "gt" 5}}',
      `{{concat ${'(length (upper item.text)) '.repeat(60)}}}`,
    ]) {
      const start = cpuMs()
      outcome(text, given)
      // Twice the bound: these are megabytes on a shared machine.
      expect(cpuMs() - start, text).toBeLessThan(2 * maxDelayMs)
    }
  })
})
