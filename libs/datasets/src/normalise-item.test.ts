import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseItem } from './normalise-item.js'

const withField = (name: string, value: unknown) => ({ [name]: value })
const json = (value: unknown) => normaliseItem(value).item.json

describe('an item from node code', () => {
  it('comes out as it went in where it is plain JSON, as a copy', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key) && !key.includes('\u0000')),
          fc.jsonValue({ noUnicodeString: true } as never),
        ),
        (value) => {
          const text = JSON.stringify(value)
          fc.pre(!text.includes('\\u0000') && !/"(__proto__|constructor|prototype)":/.test(text))
          expect(JSON.stringify(json(value))).toBe(text)
        },
      ),
    )
    const inner = { a: 1 }
    expect(json({ inner })['inner']).not.toBe(inner)
  })

  it('gets the usual JSON form where there is one', () => {
    class Row {
      constructor(readonly id: number) {}
    }
    expect(
      json({
        at: new Date(Date.UTC(2026, 0, 2)),
        big: 12n,
        huge: 2n ** 70n,
        none: undefined,
        list: [undefined, 1],
        row: new Row(3),
        nul: Object.assign(Object.create(null) as object, { x: 1 }),
        url: new URL('http://x.test/'),
      }),
    ).toEqual({
      at: '2026-01-02T00:00:00.000Z',
      big: 12,
      huge: '1180591620717411303424',
      list: [null, 1],
      row: { id: 3 },
      nul: { x: 1 },
      url: 'http://x.test/',
    })
    expect(json({ half: '\ud800x' })).toEqual({ half: '\ufffdx' })
  })

  it('is refused with its place where JSON cannot say it', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const cases: readonly (readonly [unknown, string, string?])[] = [
      [{ a: [{ b: Number.NaN }] }, 'ITEM_VALUE_INVALID', '/a/0/b'],
      [{ a: Infinity }, 'ITEM_VALUE_INVALID', '/a'],
      [{ f: () => 1 }, 'ITEM_VALUE_INVALID', '/f'],
      [{ s: Symbol('x') }, 'ITEM_VALUE_INVALID', '/s'],
      [withField('then', () => 1), 'ITEM_VALUE_INVALID', '/then'],
      [{ m: new Map() }, 'ITEM_VALUE_INVALID', '/m'],
      [{ p: Promise.resolve(1) }, 'ITEM_VALUE_INVALID', '/p'],
      [{ d: new Date(Number.NaN) }, 'ITEM_VALUE_INVALID', '/d'],
      [{ bytes: Buffer.from('x') }, 'ITEM_VALUE_BINARY', '/bytes'],
      [cycle, 'ITEM_VALUE_TOO_DEEP'],
      [{ 'a/b~c': '\u0000' }, 'ITEM_TEXT_FORBIDDEN', '/a~1b~0c'],
      [JSON.parse('{"x":{"__proto__":{"isAdmin":true}}}'), 'ITEM_KEY_FORBIDDEN', '/x/__proto__'],
      [[1], 'ITEM_SHAPE_INVALID'],
      ['text', 'ITEM_SHAPE_INVALID'],
      [new Date(0), 'ITEM_SHAPE_INVALID'],
    ]
    for (const [value, code, path] of cases) {
      expect(() => json(value)).toThrow(
        expect.objectContaining({ info: expect.objectContaining({ code, ...(path === undefined ? {} : { params: expect.objectContaining({ path }) }) }) }),
      )
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  it('takes no code of the node along: getters are read once, throwing ones and endless toJSON are refused', () => {
    let reads = 0
    const item = json({
      get now() {
        reads += 1
        return reads
      },
    })
    expect([item['now'], item['now'], reads]).toEqual([1, 1, 1])
    const refused = [
      {
        get bad(): never {
          throw new Error('secret')
        },
      },
      {
        trap: new Proxy(
          { x: 1 },
          {
            get() {
              throw new Error('secret')
            },
          },
        ),
      },
      {
        loop: new (class {
          toJSON(): unknown {
            return this
          }
        })(),
      },
      {
        thrower: new (class {
          toJSON(): unknown {
            throw new Error('secret')
          }
        })(),
      },
    ]
    for (const value of refused) expect(() => json(value)).toThrow(/^ITEM_/)
  })

  it('is bounded in size, in fields and in depth', () => {
    expect(() => json({ text: 'x'.repeat(10_000_001) })).toThrow('ITEM_VALUE_TOO_LARGE')
    expect(() => json({ list: Array.from({ length: 100_001 }, () => 1) })).toThrow('ITEM_FIELDS_TOO_MANY')
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    expect(() => json({ deep })).toThrow('ITEM_VALUE_TOO_DEEP')
  })

  it('carries only true file references', () => {
    const ref = { id: 'f', name: 'a.txt', mediaType: 'text/plain', size: 1, sha256: 'x' }
    expect(normaliseItem({}, { a: { ...ref, path: '/etc/passwd' } }).item.files).toEqual({ a: ref })
    expect(() => normaliseItem({}, { a: { path: '/etc/passwd' } })).toThrow('ITEM_FILE_INVALID')
    expect(() => normaliseItem({}, JSON.parse('{"__proto__":{}}'))).toThrow('ITEM_FILE_INVALID')
  })
})
