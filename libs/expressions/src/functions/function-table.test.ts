import type { Json } from '@maillon/kernel'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.js'
import { parseExpression } from '../parse-expression.js'
import { scopeWith } from '../scope.js'
import { expressionFunctions, findFunction, suggestFunction } from './function-table.js'

const examples = expressionFunctions.flatMap((described) => described.examples.map((example) => [example.expression, example] as const))

/** Which no-break space stands in a number is up to the version of the language data. */
function sameSpaces(value: Json): Json {
  return typeof value === 'string' ? value.replaceAll('\u202f', '\u00a0') : value
}

describe('every function', () => {
  it.each(examples)('gives what its example promises: %s', (expression, example) => {
    const parsed = parseExpression(expression)
    expect(parsed).toMatchObject({ ok: true })
    if (!parsed.ok) return
    const scope = scopeWith({ item: example.item ?? null, now: '2026-11-21T09:00:00Z', locale: 'fr' })
    const result = evaluate(parsed.value, scope)
    expect(result).toMatchObject({ ok: true })
    if (result.ok) expect(sameSpaces(result.value)).toEqual(sameSpaces(example.result))
  })

  it.each(expressionFunctions.map((described) => [described.name, described] as const))(
    '%s is described in both languages, with an example and parameters that can be told apart',
    (_name, described) => {
      expect(described.examples.length).toBeGreaterThan(0)
      for (const text of [described.title, described.help, ...described.parameters.map((parameter) => parameter.title)]) {
        expect(text.fr.trim()).not.toBe('')
        expect(text.en.trim()).not.toBe('')
        expect(text.fr).not.toMatch(/[a-zà-ÿ]'[a-zà-ÿ]/i)
      }
      expect(new Set(described.parameters.map((parameter) => parameter.name)).size).toBe(described.parameters.length)
      expect(described.parameters.slice(0, -1).some((parameter) => parameter.repeated === true)).toBe(false)
    },
  )

  it('has a name that a spreadsheet in French knows, where there is one', () => {
    for (const [french, name] of [
      ['SI', 'if'],
      ['CONCATENER', 'concat'],
      ['ARRONDI', 'round'],
      ['SOMME', 'sum'],
      ['MOYENNE', 'mean'],
      ['MAJUSCULE', 'upper'],
      ['GAUCHE', 'left'],
      ['STXT', 'mid'],
      ['NBCAR', 'length'],
      ['ET', 'and'],
      ['OU', 'or'],
    ] as const) {
      expect(findFunction(french)?.name).toBe(name)
    }
  })
})

it('finds a function whatever the case and accents it is written with', () => {
  expect(findFunction('Somme')?.name).toBe('sum')
  expect(findFunction('défaut')?.name).toBe('default')
  expect(findFunction('UPPER')?.name).toBe('upper')
})

it('finds nothing that merely hangs on an object', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'helperMissing', 'blockHelperMissing', 'log', 'debugger', 'eval'])
    expect(findFunction(name)).toBeNull()
})

it('suggests the near name and nothing for what is far from all', () => {
  expect(suggestFunction('arondi')).toBe('ARRONDI')
  expect(suggestFunction('uper')).toBe('upper')
  expect(suggestFunction('qqqqqqqq')).toBeNull()
})
