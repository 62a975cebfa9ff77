import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withElement, withKey, withMoved, withoutElement } from './change-value.js'
import { completionAt, filterSuggestions } from './complete-expression.js'
import { layOutForm } from './lay-out-form.js'
import { jsonOfText, looseOfText, textOfJson, textOfLoose } from './loose-value.js'
import { hasErrorInside, problemsByField } from './problems-by-field.js'
import { frequencies, firstSchedule, readScheduleParam, withFrequency } from './schedule-edit.js'
import { hasTemplate, readableSource, templateParts } from './template-parts.js'
import { nextInstants } from '@maillon/schedule'

describe('problemsByField', () => {
  const schema = { type: 'object', properties: { rows: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } } } }
  const fields = layOutForm(schema, { rows: [{ a: 'x' }] }, { secrets: [], allowsExpressions: true })
  const problem = (path: string) => ({ path, message: path, severity: 'error' as const })

  it('shows a problem at the deepest field that is drawn, and the rest over the form', () => {
    const found = problemsByField([problem('/rows/0/a/deeper'), problem('/rows/0/unknown'), problem('/rows/7/a'), problem('/elsewhere'), problem('')], fields)
    expect([...found].map(([at, list]) => [at, list.map(({ path }) => path)])).toEqual([
      ['/rows/0/a', ['/rows/0/a/deeper']],
      ['/rows/0', ['/rows/0/unknown']],
      ['/rows', ['/rows/7/a']],
      ['', ['/elsewhere', '']],
    ])
  })

  it('knows errors inside a field, not those of a neighbour whose name begins alike', () => {
    const found = new Map([['/rows/10/a', [problem('/rows/10/a')]]])
    expect(hasErrorInside('/rows', found)).toBe(true)
    expect(hasErrorInside('/rows/1', found)).toBe(false)
    expect(hasErrorInside('/rows', new Map([['/rows', [{ ...problem('/rows'), severity: 'warning' as const }]]]))).toBe(false)
  })
})

describe('templateParts', () => {
  it('parts text and expressions, and takes what is left open as text', () => {
    expect(templateParts('Le {{ today }} : {{item.a}}{{')).toEqual([
      { kind: 'text', text: 'Le ' },
      { kind: 'expression', source: 'today' },
      { kind: 'text', text: ' : ' },
      { kind: 'expression', source: 'item.a' },
      { kind: 'text', text: '{{' },
    ])
    expect(templateParts('{{concat "}}" item.a}}')).toEqual([{ kind: 'expression', source: 'concat "}}" item.a' }])
    expect(hasTemplate('{{a')).toBe(false)
  })

  it('names paths, brackets included, and leaves quoted texts alone', () => {
    const names = new Map([['item.a', 'A'], ['nodes.n.first.[Prix unitaire]', 'Tarifs › Prix']])
    expect(readableSource('round (add item.a nodes.n.first.[Prix unitaire]) "item.a"', (path) => names.get(path) ?? null)).toBe('round (add A Tarifs › Prix) "item.a"')
  })
})

describe('completionAt', () => {
  it('completes an open expression and takes what stands to its end along', () => {
    expect(completionAt('a {{pr', 6)).toEqual({ query: 'pr', from: 2, to: 6 })
    expect(completionAt('{{pr}} b', 4)).toEqual({ query: 'pr', from: 0, to: 6 })
    expect(completionAt('{{item.a}} {{', 13)).toEqual({ query: '', from: 11, to: 13 })
  })

  it('keeps quiet in a closed expression, in a function call and in plain text', () => {
    expect(completionAt('{{item.a}}', 10)).toBeNull()
    expect(completionAt('{{round it', 10)).toBeNull()
    expect(completionAt('text', 2)).toBeNull()
  })

  it('opens on a slash that begins the text, not on a path', () => {
    expect(completionAt('/pr', 3)).toEqual({ query: 'pr', from: 0, to: 3 })
    expect(completionAt('/auth/login', 11)).toBeNull()
    expect(completionAt('a/b', 3)).toBeNull()
  })

  it('finds by words apart from accents and capitals, what begins so first', () => {
    const of = (label: string) => ({ text: `{{item.${label}}}`, label, detail: '' })
    expect(filterSuggestions([of('Le total'), of('Totalité'), of('autre')], 'TOTAL').map(({ label }) => label)).toEqual(['Totalité', 'Le total'])
    expect(filterSuggestions([of('Récapitulé')], 'recapitule')).toHaveLength(1)
  })
})

describe('loose values', () => {
  it('takes plain numbers as numbers and codes as text', () => {
    expect(['12', '-3.5', '0', '0.05'].map(looseOfText)).toEqual([12, -3.5, 0, 0.05])
    expect(['007', '1,5', '1.', '1.50', '1e3', '-0', '12345678901234567890', ' 1'].every((text) => looseOfText(text) === text)).toBe(true)
    expect(looseOfText('')).toBeUndefined()
  })

  it('takes JSON lists and objects, never an expression for one', () => {
    expect(looseOfText('[1, 2]')).toEqual([1, 2])
    expect(looseOfText('{"a":1}')).toEqual({ a: 1 })
    expect(looseOfText('{{item.a}}')).toBe('{{item.a}}')
    expect(looseOfText('[1, 2')).toBe('[1, 2')
  })

  it('shows what was typed again as it was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double({ noNaN: true }).map(String), fc.integer().map(String)), (text) => {
        const value = looseOfText(text)
        return typeof value === 'object' || textOfLoose(value) === text
      }),
    )
  })

  it('reads JSON back as it was written', () => {
    const values = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('{{item.a}}', 'Le {{item.a}}', '{{a}} {{b}}', '{{a', '{"a":1}', ''))
    fc.assert(
      fc.property(values, (value) => {
        const json = JSON.parse(JSON.stringify(value)) as never
        expect(jsonOfText(textOfJson(json))).toEqual({ value: json })
      }),
    )
    expect(jsonOfText('{"a": ')).toBeNull()
    expect(jsonOfText('  ')).toEqual({ value: undefined })
    expect(jsonOfText('{{\n"a": 1}}')).toBeNull()
    expect(jsonOfText('{{item}}')).toEqual({ value: '{{item}}' })
  })
})

describe('changes of lists and objects', () => {
  it('moves within the ends and keeps all elements', () => {
    expect(withMoved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(withMoved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
    expect(withMoved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(withElement(['a', 'b'], 1, 'c')).toEqual(['a', 'c'])
    expect(withoutElement(['a', 'b'], 0)).toEqual(['b'])
  })

  it('takes a key away for undefined and leaves the others in their order', () => {
    expect(Object.keys(withKey({ a: 1, b: 2, c: 3 }, 'b', undefined))).toEqual(['a', 'c'])
    expect(Object.keys(withKey({ a: 1, b: 2 }, 'a', 3))).toEqual(['a', 'b'])
  })
})

describe('schedule', () => {
  it('gives a schedule that fires for each frequency that is chosen, keeping the time of day', () => {
    for (const every of frequencies) {
      const next = withFrequency({ every: 'week', day: 3, at: '17:45' }, every, '2026-11-21')
      expect(nextInstants(next, { timeZone: 'Europe/Paris', afterMs: 0, count: 1 }).ok).toBe(true)
      if ('at' in next) expect(next.at).toBe('17:45')
    }
    expect(readScheduleParam({ ...firstSchedule })).toEqual(firstSchedule)
    expect(readScheduleParam({ every: 'year' })).toBeNull()
  })
})
