import { testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { codeJavascript } from './code-javascript.node.js'

const run = (code: string, more: TestNodeOptions = {}, params: object = {}) =>
  testNode(codeJavascript, { params: { code, ...params }, items: [{ n: 1 }], locale: 'fr', ...more })
const given = async (code: string, more: TestNodeOptions = {}) => {
  const { error, json } = await run(code, more)
  return error === null ? json['main'] : error.code
}

describe('code', () => {
  it('gives a row, several, or none for each row, and keeps its files', async () => {
    expect(await given('return { ...item, twice: item.n * 2, index }', { items: [{ n: 1 }, { n: 2 }] })).toEqual([
      { n: 1, twice: 2, index: 0 },
      { n: 2, twice: 4, index: 1 },
    ])
    expect(await given('return [1, 2].map((k) => ({ k }))')).toEqual([{ k: 1 }, { k: 2 }])
    expect(await given('if (item.n === 1) return; return item', { items: [{ n: 1 }, { n: 2 }] })).toEqual([{ n: 2 }])
    const file = { id: 'f', name: 'a', mediaType: 'x/y', size: 1, sha256: '0' }
    const kept = await testNode(codeJavascript, { params: { code: 'return { ok: true }' }, inputItems: { main: [{ json: {}, files: { file } }] } })
    expect(kept.outputs['main']?.[0]?.files).toEqual({ file })
  })

  it('sees all rows at once where that is chosen', async () => {
    const items = Array.from({ length: 1000 }, (_, n) => ({ n }))
    expect(await given('return { total: items.reduce((sum, { n }) => sum + n, 0), flow: run.flowName }', { mode: 'all', items })).toEqual([
      { total: 499_500, flow: 'Test' },
    ])
    expect(await given('return items.slice(-2).reverse()', { mode: 'all', items })).toEqual([{ n: 999 }, { n: 998 }])
    expect(await given('return null', { mode: 'all', items })).toEqual([])
  })

  it('takes braces for braces: no expression is looked for in it', async () => {
    expect(await given('const t = `{{item.x}}`; return { t, u: {a:{}} }')).toEqual([{ t: '{{item.x}}', u: { a: {} } }])
  })

  it('speaks into the log, within reason', async () => {
    const { logs } = await run('console.log("bonjour", item, undefined); console.warn("é".repeat(5000)); for (let i = 0; i < 1000; i++) console.log(i)')
    expect(logs[0]).toEqual({ level: 'info', message: 'bonjour {"n":1} undefined' })
    expect(logs[1]).toMatchObject({ level: 'warn', message: 'é'.repeat(2000) })
    expect(logs.length).toBeLessThanOrEqual(201)
  })

  it.each([
    ['return item.a.b', 'CODE_THREW', "Le code a échoué (ligne 1) : cannot read property 'b' of undefined."],
    ['\n\nthrow new Error("pas de stock")', 'CODE_THREW', 'Le code a échoué (ligne 3) : pas de stock.'],
    ['throw "texte"', 'CODE_THREW', 'Le code a échoué : texte.'],
    ['const a = 1\nconst b = ', 'CODE_SYNTAX_INVALID', undefined],
    ['return 12', 'CODE_RESULT_INVALID', 'Le code n’a pas rendu une ligne (un objet) ni une liste de lignes.'],
    ['return [{}, 1]', 'CODE_RESULT_INVALID', 'L’élément 2 de la liste rendue n’est pas une ligne (un objet).'],
    ['return (async () => ({}))()', 'CODE_THREW', undefined],
  ])('says what is wrong with %j', async (code, expected, sentence) => {
    const { error } = await run(code)
    expect(error).toMatchObject({ code: expected, kind: 'user', retryable: false, field: '/code' })
    if (sentence !== undefined) expect(error?.text?.fr).toBe(sentence)
  })

  it('goes on with the next row after one that failed, in a sandbox of its own', async () => {
    const { json, failedItems } = await run(
      'if (item.n === 2) while (true) {}; return item',
      { items: [{ n: 1 }, { n: 2 }, { n: 3 }], onError: { choice: 'skip' } },
      { seconds: 1 },
    )
    expect(json['main']).toEqual([{ n: 1 }, { n: 3 }])
    expect(failedItems?.first.code).toBe('CODE_TIME_EXCEEDED')
  })
})

describe('an escape', () => {
  it.each([
    'return { found: this.constructor.constructor("return typeof process + typeof require")() }',
    'return { found: (() => {}).constructor("return typeof process + typeof require")() }',
    'return { found: item.constructor.constructor("return typeof process + typeof require")() }',
    'return { found: console.log.constructor("return typeof process + typeof require")() }',
    'return { found: eval("typeof process + typeof require") }',
    'return { found: globalThis.eval("typeof process + typeof require") }',
    'try { null.x } catch (e) { return { found: e.constructor.constructor("return typeof process + typeof require")() } }',
  ])('finds no host: %s', async (code) => {
    const found = await given(code)
    expect(found === 'CODE_THREW' || JSON.stringify(found) === '[{"found":"undefinedundefined"}]').toBe(true)
  })

  it('has no door to the outside by name', async () => {
    const names = [
      'process',
      'require',
      'module',
      'fetch',
      'XMLHttpRequest',
      'WebAssembly',
      'setTimeout',
      'setInterval',
      'Worker',
      'Deno',
      'Bun',
      'std',
      'os',
      'importScripts',
      'postMessage',
      'SharedArrayBuffer',
      'navigator',
      'document',
    ]
    expect(
      await given(`return { open: ${JSON.stringify(names)}.filter((name) => typeof globalThis[name] !== 'undefined' && name !== 'SharedArrayBuffer') }`),
    ).toEqual([{ open: [] }])
    const imported = await run('import("node:fs").then((fs) => console.log("open " + typeof fs.readFileSync)); return {}')
    expect(imported.logs).toEqual([])
    expect(await given('return { x: import.meta }')).toBe('CODE_SYNTAX_INVALID')
  })

  it('by closing the function around it finds the same nothing', async () => {
    for (const code of [
      'return {} }); globalThis.open = typeof process + typeof require; (function () { return { open }',
      'return {} }), (() => ({ open: typeof process + typeof require })',
    ]) {
      const found = await given(code)
      expect(['CODE_SYNTAX_INVALID', 'CODE_THREW', '[{"open":"undefinedundefined"}]']).toContain(typeof found === 'string' ? found : JSON.stringify(found))
    }
  })

  it('by a result that runs code stays inside', async () => {
    expect(await given('return { get a() { return 1 }, toJSON() { return { b: typeof process } } }')).toEqual([{ b: 'undefined' }])
    expect(await given('return { toJSON() { while (true) {} } }', {})).toBe('CODE_TIME_EXCEEDED')
    expect(await given('return new Proxy({}, { ownKeys() { throw new Error("trap") } })')).toBe('CODE_THREW')
    expect(await given('return { f() {}, s: Symbol("x"), d: new Date(0), u: undefined, n: NaN, nested: [() => 1] }')).toEqual([
      { d: '1970-01-01T00:00:00.000Z', n: null, nested: [null] },
    ])
    expect(await given('const a = {}; a.a = a; return a')).toBe('CODE_THREW')
    expect(await given('return { n: 10n }')).toBe('CODE_THREW')
  })

  it('by names that poison objects is refused at the door', async () => {
    expect(await given('return JSON.parse(\'{"__proto__":{"polluted":true}}\')')).toBe('CODE_RESULT_REFUSED')
    expect(await given('return { constructor: { prototype: { polluted: true } } }')).toBe('CODE_RESULT_REFUSED')
    expect(await given('let o = {}; for (let i = 0; i < 5000; i++) o = { o }; return o')).toBe('CODE_RESULT_REFUSED')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('by changing the language changes only its own', async () => {
    await run('Object.prototype.polluted = 1; JSON.stringify = () => "{}"; JSON.parse = null; Array.isArray = null; Array.prototype.map = null; return item', {
      items: [{ n: 1 }, { n: 2 }],
    })
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect([1].map((n) => n + 1)).toEqual([2])
    expect(await given('return { polluted: {}.polluted === undefined }')).toEqual([{ polluted: true }])
  })
})

describe('the limits', () => {
  it.each([
    ['a loop without end', 'while (true) {}', 'CODE_TIME_EXCEEDED'],
    ['a loop that catches everything', 'for (;;) { try { while (true) {} } catch {} finally { continue } }', 'CODE_TIME_EXCEEDED'],
    ['an exponential regular expression', 'return { x: /^(a|a)*$/.test("a".repeat(40) + "!") }', 'CODE_TIME_EXCEEDED'],
    ['endless text', 'let s = "x"; for (;;) s += s', null],
    ['many texts', 'const a = []; for (;;) a.push("x".repeat(1 << 20) + a.length)', 'CODE_MEMORY_EXCEEDED'],
    ['a huge array', 'const a = []; for (;;) a.push({ a: 1 })', 'CODE_MEMORY_EXCEEDED'],
    ['a huge buffer', 'return { n: new ArrayBuffer(1e9).byteLength }', null],
    ['a recursion without end', 'const f = () => f() + 1; return f()', 'CODE_THREW'],
    ['a deep structure', 'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return { a }', null],
  ])('hold against %s', async (_, code, expected) => {
    const started = performance.now()
    const before = process.memoryUsage().rss
    const { error } = await run(code, {}, { seconds: 1, memoryMiB: 32 })
    expect(error?.kind).toBe('user')
    expect(error?.code).toMatch(/^CODE_/)
    if (expected !== null) expect(error?.code).toBe(expected)
    expect(performance.now() - started).toBeLessThan(6000)
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024)
    // The host and the next sandbox are as before.
    expect(await given('return { ok: true }')).toEqual([{ ok: true }])
  })

  it('say that there are too many rows at once, and where to choose otherwise', async () => {
    const items = Array.from({ length: 200 }, () => ({ text: 'x'.repeat(50_000) }))
    expect((await run('return items', { mode: 'all', items }, { memoryMiB: 16 })).error).toMatchObject({ code: 'CODE_INPUT_TOO_LARGE', field: '/memoryMiB' })
    expect((await run('return { length: item.text.length }', { items }, { memoryMiB: 16 })).json['main']).toHaveLength(200)
  })
})
