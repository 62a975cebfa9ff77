import type { Json } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import type { N8nContext } from './n8n-context.js'
import { at, listAt, numberAt, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'

type Keys = readonly (readonly [string, string])[]

/** Which way rows of several inputs are put together, by the names of all versions. */
const modes: ReadonlyMap<string, N8nRule> = new Map<string, N8nRule>([
  ['append', (node) => appended(node)],
  ['chooseBranch', choice], ['passThrough', choice], ['wait', choice],
  ['combine', combined],
  ['combineBySql', bySql],
  ['mergeByKey', (node, context) => joined(oldKeys(node), 'left', context)],
  ['keepKeyMatches', (node, context) => joined(oldKeys(node), 'inner', context)],
  ['removeKeyMatches', (node, context) => unmatched(oldKeys(node), context)],
  ['mergeByIndex', (_node, context) => withSql(sideBySide, context)],
  ['multiplex', (_node, context) => withSql(eachWithEach, context)],
])

const sideBySide = 'SELECT * FROM a POSITIONAL JOIN b'
const eachWithEach = 'SELECT * FROM a CROSS JOIN b'

export const mergeRules: N8nRules = {
  merge: (node, context) => {
    const mode = textAt(node.params, 'mode') || 'append'
    return modes.get(mode)?.(node, context) ?? placeholder('FOREIGN_MERGE_MODE', { mode: mode.slice(0, 60) })
  },
}

/** Ours has two inputs; more of them come in by the second, one behind the other. */
function appended({ params }: N8nNode): Draft {
  const inputs = Math.min(Math.max(Math.round(numberAt(params, 'numberInputs') ?? 2), 2), 10)
  return { type: 'core.merge', params: { how: 'append' }, inputs: Array.from({ length: inputs }, (_, index) => (index === 0 ? 'first' : 'second')) }
}

function choice(node: N8nNode, context: N8nContext): Draft {
  const output = textAt(node.params, 'useDataOfInput') || textAt(node.params, 'output')
  context.look('FOREIGN_MERGE_CHOICE')
  return { type: 'core.merge', params: { how: 'first' }, inputs: output === 'input2' || output === '2' ? ['second', 'first'] : ['first', 'second'] }
}

function combined(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const { params } = node
  const how = textAt(params, 'combineBy') || textAt(params, 'combinationMode') || 'ByFields'
  if (how.endsWith('ByPosition')) return withSql(sideBySide, context)
  if (how === 'combineAll' || how === 'multiplex') return withSql(eachWithEach, context)
  const mode = textAt(params, 'joinMode') || 'keepMatches'
  const join = joins.get(mode)
  return join === undefined ? placeholder('FOREIGN_MERGE_MODE', { mode: mode.slice(0, 60) }) : join(newKeys(node), context)
}

type Join = (keys: Keys, context: N8nContext) => ReturnType<N8nRule>

const joins: ReadonlyMap<string, Join> = new Map<string, Join>([
  ['keepMatches', (keys, context) => joined(keys, 'inner', context)],
  ['keepEverything', (keys, context) => joined(keys, 'full', context)],
  ['enrichInput1', (keys, context) => joined(keys, 'left', context)],
  ['enrichInput2', (keys, context) => turned(joined(keys.map(([first, second]) => [second, first]), 'left', context))],
  ['keepNonMatches', unmatched],
])

function turned(draft: ReturnType<N8nRule>): ReturnType<N8nRule> {
  return draft !== null && 'inputs' in draft ? { ...draft, inputs: ['right', 'left'] } : draft
}

function oldKeys({ params }: N8nNode): Keys {
  return [[textAt(params, 'propertyName1'), textAt(params, 'propertyName2')]]
}

function newKeys({ params }: N8nNode): Keys {
  const listed = listAt(params, 'mergeByFields', 'values').map((pair): readonly [string, string] => [textAt(pair, 'field1'), textAt(pair, 'field2')])
  if (listed.length > 0) return listed
  return textAt(params, 'fieldsToMatchString').split(',').map((field) => field.trim()).filter((field) => field !== '').map((field) => [field, field])
}

function named(keys: Keys, context: N8nContext): readonly { readonly left: string; readonly right: string }[] {
  return keys.map(([left, right]) => ({ left: context.plain(left), right: context.plain(right || left) })).filter(({ left, right }) => left !== '' && right !== '').slice(0, 10)
}

function joined(keys: Keys, kind: string, context: N8nContext): ReturnType<N8nRule> {
  const pairs = named(keys, context)
  if (pairs.length === 0) return placeholder('FOREIGN_MERGE_KEYS')
  context.look('FOREIGN_MERGE_CLASH')
  return { type: 'table.join', params: { keys: pairs.map((pair) => ({ ...pair })), kind, duplicates: 'all' }, inputs: ['left', 'right'] }
}

/** The rows of the first input that the second has none for. */
function unmatched(keys: Keys, context: N8nContext): ReturnType<N8nRule> {
  const pairs = named(keys, context)
  if (pairs.length === 0) return placeholder('FOREIGN_MERGE_KEYS')
  return withSql(`SELECT a.* FROM a ANTI JOIN b ON ${pairs.map(({ left, right }) => `a.${quoted(left)} = b.${quoted(right)}`).join(' AND ')}`, context)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Row beside row, or each with each: there is a node for SQL over two inputs. */
function withSql(sql: string, context: N8nContext): Draft {
  context.look('FOREIGN_MERGE_SQL')
  return { type: 'table.sql', params: { tables: [{ id: 'a' }, { id: 'b' }] as Json, sql }, inputs: ['a', 'b'] }
}

/** A query of a person: the tables keep the names that it has for them. */
function bySql({ params }: N8nNode, context: N8nContext): Draft {
  const count = Math.min(Math.max(Math.round(numberAt(params, 'numberInputs') ?? 2), 1), 10)
  const ids = Array.from({ length: count }, (_, index) => `input${index + 1}`)
  context.look('FOREIGN_MERGE_SQL')
  return { type: 'table.sql', params: { tables: ids.map((id) => ({ id })), sql: context.plain(at(params, 'query'), `SELECT * FROM ${ids[0] ?? 'input1'}`) }, inputs: ids }
}
