import { describe, expect, it } from 'vitest'
import { nearMiss } from './near-miss.js'
import { parseExpression } from './parse-expression.js'
import { isWholeValue, referencesOf, usesItem } from './references-of.js'

function problems(text: unknown): unknown {
  const parsed = parseExpression(text)
  return parsed.ok ? 'good' : parsed.problem.map(({ code, position, params }) => [code, `${position.line}:${position.column}`, params])
}

function parsed(text: string) {
  const found = parseExpression(text)
  if (!found.ok) throw new Error(JSON.stringify(found.problem))
  return found.value
}

describe('a text that can’t be read', () => {
  it('is told where, and in terms of what was written', () => {
    expect(problems('Bonjour {{item.nom')).toEqual([['EXPRESSION_TAG_UNCLOSED', '1:9', {}]])
    expect(problems('a\n{{#if item.x}}b')).toEqual([['EXPRESSION_BLOCK_UNCLOSED', '2:16', { name: 'if' }]])
    expect(problems('{{#if item.x}}{{#each item.l}}b{{/each}}')).toEqual([['EXPRESSION_BLOCK_UNCLOSED', expect.any(String), { name: 'if' }]])
    expect(problems('{{#if item.x}}b{{/each}}')).toEqual([['EXPRESSION_BLOCK_MISMATCHED', '1:4', { open: 'if', close: 'each' }]])
    expect(problems('{{/if}}')).toEqual([['EXPRESSION_SYNTAX_INVALID', '1:1', { found: '{{/' }]])
    expect(problems('{{upper item.nom)}}')).toEqual([['EXPRESSION_SYNTAX_INVALID', '1:17', { found: ')' }]])
    expect(problems('{{item.mots.0}}')).toEqual([['EXPRESSION_INDEX_BARE', '1:13', { index: '0' }]])
    expect(problems('{{}}')).toEqual([['EXPRESSION_SYNTAX_INVALID', expect.any(String), expect.anything()]])
  })

  it('shows all of its problems that don’t hide each other', () => {
    expect(problems('{{uper item.x}} {{itme.y}} {{> p}}')).toEqual([
      ['EXPRESSION_FUNCTION_MISSPELLED', '1:3', { name: 'uper', suggestion: 'upper' }],
      ['EXPRESSION_NAME_MISSPELLED', '1:19', { name: 'itme', suggestion: 'item', known: expect.stringContaining('nodes') }],
      ['EXPRESSION_PARTIAL_FORBIDDEN', '1:28', {}],
    ])
  })

  it('is refused where a function or block isn’t used as it is', () => {
    expect(problems('{{round}}')).toEqual([['EXPRESSION_FUNCTION_ARGUMENTS', '1:3', { name: 'round', expected: 'value [decimals]', given: 0 }]])
    expect(problems('{{round 1 2 3}}')).toEqual([['EXPRESSION_FUNCTION_ARGUMENTS', '1:3', { name: 'round', expected: 'value [decimals]', given: 3 }]])
    expect(problems('{{#each item.a item.b}}x{{/each}}')).toEqual([['EXPRESSION_BLOCK_ARGUMENTS', '1:4', { name: 'each' }]])
    expect(problems('{{#upper item.a}}x{{/upper}}')).toMatchObject([['EXPRESSION_BLOCK_UNKNOWN', '1:4', { name: 'upper' }]])
    expect(problems('{{#item.liste}}x{{/item.liste}}')).toMatchObject([['EXPRESSION_BLOCK_UNKNOWN', '1:4', { name: 'item.liste' }]])
    expect(problems('{{item.prix HT}}')).toEqual([['EXPRESSION_CALL_INVALID', '1:3', { name: 'item.prix' }]])
    expect(problems('{{nodes.lire-excel.nom}}')).toEqual([['EXPRESSION_NODE_PATH_INCOMPLETE', '1:3', { path: 'nodes.lire-excel.nom', node: 'lire-excel' }]])
    expect(problems('{{nodes.lire-excel.ports.main.nom}}')).toMatchObject([['EXPRESSION_NODE_PATH_INCOMPLETE', '1:3', {}]])
    expect(problems('{{nodes}}')).toMatchObject([['EXPRESSION_NODE_PATH_INCOMPLETE', '1:3', {}]])
  })
})

it('tells a whole value from a text', () => {
  expect(isWholeValue(parsed('{{item.a}}'))).toBe(true)
  expect(isWholeValue(parsed('{{!-- note --}}{{upper item.a}}'))).toBe(true)
  for (const text of ['x', '', ' {{item.a}}', '{{item.a}}{{item.b}}', '{{#if item.a}}x{{/if}}']) expect(isWholeValue(parsed(text)), text).toBe(false)
})

it('tells whether the result differs from item to item', () => {
  for (const text of ['{{item.a}}', '{{index}}', '{{nodes.a.same.x}}', '{{#if 1}}{{concat "a" item}}{{/if}}', '{{default item.x 0}}'])
    expect(usesItem(parsed(text)), text).toBe(true)
  for (const text of ['x', '{{now}}', '{{nodes.a.first.item}}', '{{nodes.a.all}}', '{{trigger.item}}', '{{#each nodes.a.all}}{{this.item}}{{@index}}{{/each}}'])
    expect(usesItem(parsed(text)), text).toBe(false)
})

describe('the references', () => {
  const short = (text: string) =>
    referencesOf(parsed(text)).map(({ root, nodeId, port, use, path, eachPath, optional }) => ({ root, nodeId, port, use, path, eachPath, optional }))
  const bare = { nodeId: null, port: null, use: null, eachPath: null, optional: false }

  it('say root, node, port, use and fields', () => {
    expect(short('{{item.a.b}} {{now}}')).toEqual([
      { ...bare, root: 'item', path: ['a', 'b'] },
      { ...bare, root: 'now', path: [] },
    ])
    expect(short('{{nodes.lire-excel.ports.reste.first.[Prix HT]}}')).toEqual([
      { ...bare, root: 'nodes', nodeId: 'lire-excel', port: 'reste', use: 'first', path: ['Prix HT'] },
    ])
    expect(short('{{upper (concat nodes.a.same.x variables.y)}}')).toEqual([
      { ...bare, root: 'nodes', nodeId: 'a', use: 'same', path: ['x'] },
      { ...bare, root: 'variables', path: ['y'] },
    ])
  })

  it('say which fields are read in the rows of a list', () => {
    const all = { ...bare, root: 'nodes', nodeId: 'a', use: 'all', path: [] }
    expect(short('{{sum nodes.a.all "prix"}}')).toEqual([all, { ...all, eachPath: ['prix'] }])
    expect(short('{{#each nodes.a.all as |r|}}{{r.nom}}{{prix}}{{@index}}{{/each}}')).toEqual([
      all,
      { ...all, eachPath: ['nom'] },
      { ...all, eachPath: ['prix'] },
    ])
    expect(short('{{#with nodes.a.first}}{{nom}}{{/with}}')).toEqual([
      { ...bare, root: 'nodes', nodeId: 'a', use: 'first', path: [] },
      { ...bare, root: 'nodes', nodeId: 'a', use: 'first', path: ['nom'] },
    ])
    expect(short('{{#each (where item.lignes "ok" true)}}{{nom}}{{/each}}')).toEqual([
      { ...bare, root: 'item', path: ['lignes'] },
      { ...bare, root: 'item', path: ['lignes'], eachPath: ['ok'] },
    ])
  })

  it('say where something may be missing', () => {
    expect(short('{{default item.a item.b}}').map((reference) => reference.optional)).toEqual([true, true])
    expect(short('{{concat (default item.a "x") item.b}}').map((reference) => reference.optional)).toEqual([true, false])
  })

  it('stand where they were written', () => {
    for (const path of ['item.[Prix HT]', '@root.item.x', 'nodes.a.ports.main.all.[0].x', 'item/x'])
      expect(referencesOf(parsed(`{{#if 1}}\n  {{concat "é" ${path} }}{{/if}}`))[0]).toMatchObject({ text: path, position: { line: 2, column: 16 } })
    expect(referencesOf(parsed('a\n  {{item.x}}'))[0]).toMatchObject({ text: 'item.x', position: { line: 2, column: 5 } })
  })
})

it('suggests only what is near', () => {
  expect(nearMiss('nomm', ['nom', 'prenom'])).toBe('nom')
  expect(nearMiss('Prenom', ['nom', 'prénom'])).toBe('prénom')
  expect(nearMiss('mno', ['nom'])).toBeNull()
  expect(nearMiss('nmo', ['nom'])).toBe('nom')
  expect(nearMiss('x', ['z'])).toBeNull()
  expect(nearMiss('X', ['x'])).toBe('x')
  expect(nearMiss('', ['a'])).toBeNull()
  expect(nearMiss('a'.repeat(100), ['a'.repeat(99)])).toBeNull()
})
