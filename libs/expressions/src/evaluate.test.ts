import type { Json, JsonObject } from '@maillon/kernel'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { evaluate, prepare, type EvaluationOptions } from './evaluate.js'
import { parseExpression } from './parse-expression.js'
import { scopeWith, type NodeOutput, type Scope } from './scope.js'

const rows = [
  { nom: 'Vis', prix: 1.5 },
  { nom: 'Clou', prix: 2 },
]
const output: NodeOutput = { first: () => rows[0] ?? null, all: () => rows, same: () => rows[1] ?? null }

const scope = scopeWith({
  item: { nom: 'Zoé', n: 3, zero: 0, vide: '', rien: null, oui: true, 'Prix HT': 12.5, lignes: rows, objet: { x: 1, y: { z: 2 } }, mots: ['a', 'b'] },
  index: 4,
  now: '2026-11-21T23:30:00.000Z',
  timeZone: 'Europe/Paris',
  locale: 'fr',
  run: { id: 'run-1', startedAt: '2026-11-21T23:00:00Z', instant: null },
  flow: { id: 'flow-1', name: 'Rapport' },
  trigger: { corps: { id: 7 } },
  variables: { seuil: 100 },
  node: (id, port) =>
    id === 'lire-excel' && (port === null || port === 'main') ? output : id === 'vide' ? { first: () => null, all: () => [], same: () => null } : null,
})

function result(text: string, given: Scope = scope, options?: EvaluationOptions) {
  const parsed = parseExpression(text)
  return parsed.ok ? evaluate(parsed.value, given, options) : parsed
}

function value(text: string, given?: Scope, options?: EvaluationOptions): Json {
  const found = result(text, given, options)
  if (!found.ok) throw new Error(`${text}: ${JSON.stringify(found.problem)}`)
  return found.value
}

describe('a whole value', () => {
  it('comes out as text where only text is taken, as it would stand between other text', () => {
    const asText = (text: string, item: JsonObject) => {
      const parsed = parseExpression(text)
      if (!parsed.ok) throw new Error(text)
      return prepare(parsed.value, { asText: true })(scopeWith({ item, locale: 'fr' }))
    }
    expect(asText('{{item.n}}', { n: 42 })).toEqual({ ok: true, value: '42' })
    expect(asText('{{item.n}}', { n: 1234.5 })).toEqual(asText('{{item.n}}{{item.nothing}}', { n: 1234.5, nothing: '' }))
    expect(asText('{{item.n}}', { n: true })).toMatchObject({ ok: true, value: expect.any(String) as unknown })
    expect(asText('{{item.n}}', { n: 'x' })).toEqual({ ok: true, value: 'x' })
    expect(asText('{{item.n}}', { n: [1] })).toEqual({ ok: true, value: [1] })
  })

  it('keeps its type', () => {
    expect(value('{{item.n}}')).toBe(3)
    expect(value('{{item.oui}}')).toBe(true)
    expect(value('{{item.rien}}')).toBeNull()
    expect(value('{{item.objet}}')).toEqual({ x: 1, y: { z: 2 } })
    expect(value('{{item.mots}}')).toEqual(['a', 'b'])
    expect(value('{{{item.n}}}')).toBe(3)
    expect(value('{{!-- un commentaire --}}{{item.n}}')).toBe(3)
    for (const [text, literal] of [
      ['{{1}}', 1],
      ['{{-2.5}}', -2.5],
      ['{{"x"}}', 'x'],
      ["{{'it\"s'}}", 'it"s'],
      ['{{true}}', true],
      ['{{null}}', null],
      ['{{1e3}}', 1000],
    ] as const)
      expect(value(text)).toBe(literal)
  })

  it('stops being one as soon as anything else stands beside it', () => {
    expect(value(' {{item.n}}')).toBe(' 3')
    expect(value('{{item.n}}{{item.n}}')).toBe('33')
  })

  it('is the text itself where there is no expression', () => {
    expect(value('rien à calculer')).toBe('rien à calculer')
    expect(value('\\{{item.n}}')).toBe('{{item.n}}')
    expect(value('')).toBe('')
  })
})

describe('the roots', () => {
  it('are those of the step', () => {
    expect(value('{{index}} {{run.id}} {{flow.name}} {{trigger.corps.id}} {{variables.seuil}}')).toBe('4 run-1 Rapport 7 100')
    expect(value('{{now}}')).toBe('2026-11-21T23:30:00.000Z')
    expect(value('{{today}}')).toBe('2026-11-22')
    expect(value('{{item.[Prix HT]}}')).toBe(12.5)
    expect(value('{{@root.item.n}}')).toBe(3)
  })

  it('reach earlier nodes by first, all and same row, and by port', () => {
    expect(value('{{nodes.lire-excel.first.nom}}')).toBe('Vis')
    expect(value('{{nodes.lire-excel.same.nom}}')).toBe('Clou')
    expect(value('{{nodes.lire-excel.all}}')).toEqual(rows)
    expect(value('{{nodes.lire-excel.all.1.nom}}')).toBe('Clou')
    expect(value('{{nodes.lire-excel.ports.main.first.nom}}')).toBe('Vis')
    expect(result('{{nodes.lire-excel.ports.reste.first.nom}}')).toMatchObject({
      problem: { code: 'EXPRESSION_NODE_MISSING', params: { node: 'lire-excel', port: 'reste' } },
    })
    expect(result('{{nodes.vide.first.nom}}')).toMatchObject({ problem: { code: 'EXPRESSION_ROW_MISSING' } })
    expect(value('{{count nodes.vide.all}}')).toBe(0)
  })

  it('are asked for only where they are named, and in no other way', () => {
    const lazy = { first: vi.fn(() => rows[0] ?? null), all: vi.fn(() => rows), same: vi.fn(() => null) }
    const node = vi.fn(() => lazy)
    const given = scopeWith({ item: { n: 1 }, node })
    expect(value('{{item.n}}', given)).toBe(1)
    expect(node).not.toHaveBeenCalled()
    expect(value('{{nodes.a.first.nom}}', given)).toBe('Vis')
    expect(value('{{if item.n 0 nodes.b.all}}', given)).toBe(0)
    expect(lazy.all).not.toHaveBeenCalled()
    expect(node).toHaveBeenCalledTimes(1)
  })
})

describe('what is missing', () => {
  it('is a problem with its place, what exists, and what was probably meant', () => {
    expect(result('Bonjour\n  {{item.nomm}}')).toEqual({
      ok: false,
      problem: {
        code: 'EXPRESSION_FIELD_MISSPELLED',
        position: { line: 2, column: 5 },
        params: { path: 'item.nomm', field: 'nomm', suggestion: 'nom', known: 'nom, n, zero, vide, rien, oui, Prix HT, lignes, objet, mots' },
      },
    })
    expect(result('{{item.objet.y.q}}')).toMatchObject({ problem: { code: 'EXPRESSION_FIELD_MISSING', params: { field: 'q', known: 'z' } } })
    expect(result('{{item.rien.x}}')).toMatchObject({ problem: { code: 'EXPRESSION_FIELD_MISSING', params: { field: 'x', known: '–' } } })
    expect(result('{{item.n}}', scopeWith({}))).toMatchObject({ problem: { code: 'EXPRESSION_VALUE_MISSING', params: { path: 'item' } } })
    expect(result('{{trigger.x}}', scopeWith({}))).toMatchObject({ problem: { code: 'EXPRESSION_VALUE_MISSING', params: { path: 'trigger' } } })
  })

  it('is let through by default, exists and isEmpty, at any depth', () => {
    expect(value('{{default item.objet.q.r "-"}}')).toBe('-')
    expect(value('{{default (upper item.q) "-"}}')).toBe('-')
    expect(value('{{default nodes.vide.first.nom "-"}}')).toBe('-')
    expect(value('{{default nodes.inconnu.first.nom "-"}}')).toBe('-')
    expect(value('{{default (mean nodes.vide.all "prix") 0}}')).toBe(0)
    expect(value('{{default (first nodes.vide.all) "-"}}')).toBe('-')
    expect(value('{{exists nodes.lire-excel.first.nom}}')).toBe(true)
    expect(value('{{isEmpty item.q}}')).toBe(true)
    expect(value('{{default item.zero 5}}')).toBe(0)
    expect(value('{{default item.vide item.rien "dernier"}}')).toBe('dernier')
    expect(value('{{default item.q item.r}}')).toBeNull()
  })

  it('stays a problem in default where it is something else that is wrong', () => {
    expect(result('{{default (divide item.n 0) 1}}')).toMatchObject({ problem: { code: 'EXPRESSION_DIVISION_BY_ZERO' } })
    expect(result('{{default (add item.nom 1) 1}}')).toMatchObject({
      problem: { code: 'EXPRESSION_NUMBER_EXPECTED', params: { function: 'add', argument: 'values', given: '"Zoé"' }, position: { column: 16 } },
    })
  })

  it('doesn’t matter in the branch that isn’t taken', () => {
    expect(value('{{if item.oui "a" item.q}}')).toBe('a')
    expect(value('{{#if item.zero}}{{item.q}}{{else}}b{{/if}}')).toBe('b')
    expect(value('{{or item.oui item.q}}')).toBe(true)
    expect(value('{{and item.zero item.q}}')).toBe(false)
  })
})

describe('blocks', () => {
  it('choose', () => {
    expect(value('{{#if item.n}}oui{{else}}non{{/if}}')).toBe('oui')
    expect(value('{{#if item.vide}}a{{else if item.zero}}b{{else if item.oui}}c{{else}}d{{/if}}')).toBe('c')
    expect(value('{{#unless item.zero}}a{{else}}b{{/unless}}')).toBe('a')
    expect(value('{{^if item.zero}}a{{/if}}')).toBe('a')
    expect(value('{{#if item.mots}}x{{/if}}{{#if item.rien}}y{{/if}}')).toBe('x')
  })

  it('go through lists, with place, block parameters and else', () => {
    expect(value('{{#each item.lignes}}{{nom}}={{this.prix}}{{#unless @last}}, {{/unless}}{{/each}}')).toBe('Vis=1.5, Clou=2')
    expect(value('{{#each item.lignes as |ligne i|}}{{i}}:{{ligne.nom}}{{#if @first}} (1er){{/if}} {{/each}}')).toBe('0:Vis (1er) 1:Clou ')
    expect(value('{{#each nodes.vide.all}}x{{else}}rien{{/each}}')).toBe('rien')
    expect(value('{{#each item.rien}}x{{else}}rien{{/each}}')).toBe('rien')
    expect(value('{{#each item.mots}}{{.}}{{@index}}{{/each}}')).toBe('a0b1')
    expect(result('{{#each item.n}}x{{/each}}')).toMatchObject({ problem: { code: 'EXPRESSION_EACH_EXPECTED', params: { given: '3' } } })
  })

  it('go through the fields of an object', () => {
    expect(value('{{#each (lookup item "objet")}}{{@key}}:{{this}};{{/each}}')).toBe('x:1;y:{"z":2};')
    expect(value('{{#each item.objet as |v k|}}{{k}}{{/each}}')).toBe('xy')
  })

  it('stand inside each other, and look out', () => {
    const given = scopeWith({
      item: {
        titre: 'T',
        groupes: [
          { nom: 'g1', mots: ['a', 'b'] },
          { nom: 'g2', mots: ['c'] },
        ],
      },
    })
    expect(value('{{#each item.groupes}}{{#each mots}}{{../nom}}{{this}}{{@../index}}{{@index}}{{item.titre}} {{/each}}{{/each}}', given)).toBe(
      'g1a00T g1b01T g2c10T ',
    )
    expect(value('{{#each item.groupes as |g|}}{{#each g.mots as |m|}}{{g.nom}}{{m}} {{/each}}{{/each}}', given)).toBe('g1a g1b g2c ')
    expect(value('{{#each item.groupes}}{{#if @first}}{{nom}}{{../item.titre}}{{/if}}{{/each}}', given)).toBe('g1T')
    expect(value('{{#with item.groupes.[1]}}{{nom}}{{#with this}}{{../mots}}{{/with}}{{/with}}', given)).toBe('g2c')
    expect(value('{{#with item.q}}x{{else}}y{{/with}}', scopeWith({ item: { q: null } }))).toBe('y')
  })

  it('leave no line behind where they stand alone on it', () => {
    expect(value('a\n{{#each item.mots}}\n- {{this}}\n{{/each}}\nb')).toBe('a\n- a\n- b\nb')
  })
})

describe('text', () => {
  it('takes values as JSON has them, lists of plain values with commas, null as nothing', () => {
    expect(value('[{{item.n}}|{{item.oui}}|{{item.rien}}|{{item.mots}}|{{item.objet}}|{{item.[Prix HT]}}]')).toBe('[3|true||a, b|{"x":1,"y":{"z":2}}|12.5]')
  })

  it('is escaped for HTML only where that is asked for, and not between three braces', () => {
    const given = scopeWith({ item: { v: '<b>"Zoé" & \'co\'</b>' } })
    expect(value('<p>{{item.v}}</p>', given)).toBe('<p><b>"Zoé" & \'co\'</b></p>')
    expect(value('<p>{{item.v}}</p>', given, { escape: 'html' })).toBe('<p>&lt;b&gt;&quot;Zoé&quot; &amp; &#39;co&#39;&lt;/b&gt;</p>')
    expect(value('<p>{{{item.v}}}{{&item.v}}</p>', given, { escape: 'html' })).toBe('<p><b>"Zoé" & \'co\'</b><b>"Zoé" & \'co\'</b></p>')
    expect(value('{{item.v}}', given, { escape: 'html' })).toBe('&lt;b&gt;&quot;Zoé&quot; &amp; &#39;co&#39;&lt;/b&gt;')
  })
})

describe('calls', () => {
  it('take arguments by name too', () => {
    expect(value('{{formatNumber item.[Prix HT] locale="en" decimals=2}}')).toBe('12.50')
    expect(result('{{formatNumber 1 decimal=2}}')).toMatchObject({
      problem: [{ code: 'EXPRESSION_ARGUMENT_UNKNOWN', params: { name: 'decimal', known: 'value, decimals, locale' } }],
    })
    expect(result('{{formatNumber 1 2 decimals=2}}')).toMatchObject({ problem: [{ code: 'EXPRESSION_ARGUMENT_UNKNOWN' }] })
  })

  it('put a problem at the call or the argument that it is about', () => {
    expect(result('{{add 1 (divide (add 1 2) 0)}}')).toMatchObject({
      problem: { code: 'EXPRESSION_DIVISION_BY_ZERO', position: { line: 1, column: 10 }, params: { function: 'divide' } },
    })
    expect(result('{{multiply 2 (upper "x")}}')).toMatchObject({
      problem: { code: 'EXPRESSION_NUMBER_EXPECTED', position: { column: 15 }, params: { given: '"X"' } },
    })
    expect(result('{{matches (upper "x") "("}}')).toMatchObject({ problem: { code: 'EXPRESSION_PATTERN_INVALID', position: { column: 3 } } })
    expect(result('{{add 1e308 1e308 (abs 1)}}')).toMatchObject({ problem: { code: 'EXPRESSION_NUMBER_OVERFLOW', position: { column: 3 } } })
  })
})

it('answers the same again and again, also after a problem, and for two prepared ones in turn', () => {
  const [a, b] = [parseExpression('{{#each item.l}}{{this}}{{/each}}'), parseExpression('{{item.l}}')]
  if (!a.ok || !b.ok) throw new Error('both are good')
  const [first, second] = [prepare(a.value), prepare(b.value)]
  const good = scopeWith({ item: { l: [1, 2] } })
  for (let turn = 0; turn < 3; turn += 1) {
    expect(first(good)).toEqual({ ok: true, value: '12' })
    expect(first(scopeWith({}))).toMatchObject({ ok: false })
    expect(second(good)).toEqual({ ok: true, value: [1, 2] })
  }
})

it('works where a scope itself works out the same expression in the middle', () => {
  const parsed = parseExpression('{{nodes.a.first.v}}')
  if (!parsed.ok) throw new Error('it is good')
  const run = prepare(parsed.value)
  const inner = scopeWith({ node: () => ({ first: () => ({ v: 'inner' }), all: () => [], same: () => null }) })
  const outer = scopeWith({ node: () => ({ first: () => ({ v: JSON.stringify(run(inner)) }), all: () => [], same: () => null }) })
  expect(run(outer)).toEqual({ ok: true, value: '{"ok":true,"value":"inner"}' })
})

it('never gives what JSON can’t hold', () => {
  for (const text of ['{{1e999}}', `{{1${'0'.repeat(400)}}}`]) expect(result(text)).toMatchObject({ problem: [{ code: 'EXPRESSION_NUMBER_OVERFLOW' }] })
  for (const text of ['{{multiply 1e200 1e200}}', '{{subtract -1e308 1e308}}', '{{divide 1e308 0.001}}', '{{sum (list 1e308 1e308)}}'])
    expect(result(text), text).toMatchObject({ problem: { code: 'EXPRESSION_NUMBER_OVERFLOW' } })
  expect(value('{{floor 1e308 15}}')).toBe(1e308)
  expect(value('{{round 1e308 15}}')).toBe(1e308)
  expect(value('{{round 0.0000001 2}}')).toBe(0)
})

describe('properties', () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{{{',
    '}}}',
    '{{#if ',
    '{{#each ',
    '{{/if}}',
    '{{/each}}',
    '{{else}}',
    '{{>',
    '{{*',
    '{{!--',
    '--}}',
    '{{~',
    '~}}',
    'item',
    'item.n',
    'item.l',
    '../',
    '@index',
    '.',
    ' ',
    '(',
    ')',
    '"',
    "'",
    '[',
    ']',
    '=',
    '|',
    'as |a b|',
    'upper',
    'concat',
    'where',
    '1',
    '-',
    'e9',
    '\\',
    '\n',
    'é',
    'constructor',
    '__proto__',
    'x',
  )

  it('answer any text whatever, and never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          const parsed = parseExpression(text)
          if (parsed.ok) expect(evaluate(parsed.value, scope)).toHaveProperty('ok')
          else for (const problem of parsed.problem) expect(problem.position.line >= 1 && problem.position.column >= 1).toBe(true)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('give any JSON value back unchanged where it is the whole value, and any text where it is inside one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (any, text) => {
        expect(value('{{item.v}}', scopeWith({ item: { v: any as Json } }))).toEqual(any)
        expect(value('a{{item.v}}b', scopeWith({ item: { v: text } }))).toBe(`a${text}b`)
      }),
    )
  })

  it('round to the nearest decimal as written, both ways from zero alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (thousandths) => {
        const expected = (Math.sign(thousandths) * Math.floor((Math.abs(thousandths) + 5) / 10)) / 100
        expect(value('{{round item.v 2}}', scopeWith({ item: { v: thousandths / 1000 } }))).toBe(expected === 0 ? 0 : expected)
      }),
    )
  })
})
