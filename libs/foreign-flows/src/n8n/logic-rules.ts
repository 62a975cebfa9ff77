import type { Json, JsonObject } from '@maillon/kernel'
import { ruleJson } from '../condition-rules.js'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import type { N8nContext } from './n8n-context.js'
import { conditionsOf, switchCases } from './n8n-conditions.js'
import { at, listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRules } from './n8n-rule.js'
import { setFields } from './set-fields.js'

/** Steps that decide, wait, join and stop. */
export const logicRules: N8nRules = {
  set: setFields,
  if: (node, context) => {
    const conditions = conditionsOf(at(node.params, 'conditions'), textAt(node.params, 'combineOperation') || 'all', context)
    if (conditions === null) return placeholder('FOREIGN_CONDITION_EMPTY')
    const { rules, match, ignoreCase } = conditions
    return { type: 'core.condition', params: { rules: rules.map(ruleJson), match, ignoreCase }, outputs: ['true', 'false'] }
  },
  filter: (node, context) => {
    const conditions = conditionsOf(at(node.params, 'conditions'), textAt(node.params, 'combineConditions').toLowerCase() === 'or' ? 'any' : 'all', context)
    if (conditions === null) return placeholder('FOREIGN_CONDITION_EMPTY')
    return { type: 'core.condition', params: { rules: conditions.rules.map(ruleJson), match: conditions.match, ignoreCase: conditions.ignoreCase }, outputs: ['true'] }
  },
  switch: switchDraft,
  merge: mergeDraft,
  noOp: () => ({ type: 'core.no-op', params: {} }),
  wait: waitDraft,
  stopAndError: (node, context) => {
    const message = textAt(node.params, 'errorType') === 'errorObject' ? at(node.params, 'errorObject') : at(node.params, 'errorMessage')
    return { type: 'core.stop', params: { outcome: 'fail', message: context.textOfAll(message) || 'Erreur' }, outputs: [] }
  },
  splitInBatches: (node, context) => {
    if (objectAt(node.params, 'options')['reset'] === true) context.look('FOREIGN_LOOP_RESET')
    const size = numberAt(node.params, 'batchSize')
    if (size === null && at(node.params, 'batchSize') !== undefined) context.plain(at(node.params, 'batchSize'))
    return { type: 'core.for-each', params: { batchSize: bounded(size ?? (node.version < 3 ? 10 : 1), 10_000) }, outputs: node.version >= 3 ? ['done', 'each'] : ['each', 'done'] }
  },
  executeWorkflow: callDraft,
  executeWorkflowTrigger: (node) => {
    const fields = listAt(node.params, 'workflowInputs', 'values').map((field): JsonObject => ({ name: textAt(field, 'name'), type: fieldTypes.get(textAt(field, 'type')) ?? 'unknown', required: false }))
    return { type: 'core.called', params: paramsOf({ fields: fields.filter(({ name }) => name !== '').slice(0, 100) }), inputs: [] }
  },
}

const fieldTypes: ReadonlyMap<string, string> = new Map([['string', 'text'], ['number', 'number'], ['boolean', 'boolean'], ['array', 'list'], ['object', 'object']])

function bounded(value: number, most: number): number {
  return Math.min(Math.max(Math.round(value), 1), most)
}

function switchDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRules[string]> {
  if (textAt(node.params, 'mode') === 'expression') return placeholder('FOREIGN_SWITCH_EXPRESSION')
  const cases = switchCases(node.params, context)
  if (cases.length === 0) return placeholder('FOREIGN_CONDITION_EMPTY')
  const fallback = node.version < 3 ? numberAt(node.params, 'fallbackOutput') : numberAt(node.params, 'options', 'fallbackOutput')
  const extra = textAt(node.params, 'options', 'fallbackOutput') === 'extra'
  if (fallback !== null && fallback >= 0) context.look('FOREIGN_SWITCH_FALLBACK', { output: fallback })
  // Before version 3 a rule names its output.
  const outputs = node.version < 3 ? oldOutputs(node, cases.length) : cases.map((_, index) => `sortie-${index + 1}`)
  return {
    type: 'core.switch',
    params: {
      cases: cases.slice(0, 50).map(({ rules, match, name }, index) => ({ id: `sortie-${index + 1}`, name: name.slice(0, 100), rules: rules.map(ruleJson), match })),
      several: node.version >= 3 && objectAt(node.params, 'options')['allMatchingOutputs'] === true ? 'every' : 'first',
      ignoreCase: cases.some(({ ignoreCase }) => ignoreCase),
    },
    outputs: extra ? [...outputs, 'else'] : outputs,
  }
}

function oldOutputs(node: N8nNode, count: number): readonly (string | null)[] {
  const outputs: (string | null)[] = [null, null, null, null]
  listAt(node.params, 'rules', 'rules').slice(0, count).forEach((rule, index) => {
    const output = numberAt(rule, 'output') ?? (node.version < 2 ? 0 : index)
    if (output >= 0 && output < 50) outputs[output] = `sortie-${index + 1}`
  })
  return Array.from(outputs, (output) => output ?? null)
}

const units: ReadonlyMap<string, string> = new Map([['seconds', 'seconds'], ['minutes', 'minutes'], ['hours', 'hours'], ['days', 'days']])

function waitDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRules[string]> {
  const how = textAt(node.params, 'resume') || 'timeInterval'
  if (how === 'specificTime') return { type: 'core.wait', params: { how: 'until', until: context.textOfAll(at(node.params, 'dateTime')) } }
  if (how !== 'timeInterval') return placeholder('FOREIGN_WAIT_CALLBACK')
  const amount = numberAt(node.params, 'amount')
  if (amount === null && at(node.params, 'amount') !== undefined) context.look('FOREIGN_VALUE_FIXED', { value: textAt(node.params, 'amount').slice(0, 200) })
  const usual = node.version >= 1.1 ? 5 : 1
  return { type: 'core.wait', params: { how: 'delay', amount: Math.min(amount ?? usual, 31_536_000), unit: units.get(textAt(node.params, 'unit')) ?? (node.version >= 1.1 ? 'seconds' : 'hours') } }
}

function callDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRules[string]> {
  const source = textAt(node.params, 'source') || 'database'
  const id = context.plain(at(node.params, 'workflowId', 'value') ?? at(node.params, 'workflowId'))
  if (source !== 'database' || id === '') return placeholder('FOREIGN_CALL_UNKNOWN')
  const name = textAt(node.params, 'workflowId', 'cachedResultName') || id
  if (Object.keys(objectAt(node.params, 'workflowInputs', 'value')).length > 0) context.look('FOREIGN_CALL_INPUTS')
  const waits = objectAt(node.params, 'options')['waitForSubWorkflow'] !== false
  const each = textAt(node.params, 'mode') === 'each'
  return { type: 'core.call-flow', params: paramsOf({ flow: { id: context.flowId(id), name: name.slice(0, 200) }, waits, batchSize: each ? 1 : undefined }) }
}

/** Which way rows of two inputs are put together. */
function mergeDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRules[string]> {
  const mode = textAt(node.params, 'mode') || 'append'
  switch (mode) {
    case 'append':
      return appendDraft
    case 'chooseBranch':
    case 'passThrough':
    case 'wait':
      return choiceDraft(node, context)
    case 'combine':
      return combineDraft(node, context)
    case 'mergeByKey':
      return joinDraft([[textAt(node.params, 'propertyName1'), textAt(node.params, 'propertyName2')]], 'left', context)
    case 'keepKeyMatches':
      return joinDraft([[textAt(node.params, 'propertyName1'), textAt(node.params, 'propertyName2')]], 'inner', context)
    case 'mergeByIndex':
      return sqlMerge('SELECT * FROM a POSITIONAL JOIN b', context)
    case 'multiplex':
      return sqlMerge('SELECT * FROM a CROSS JOIN b', context)
    default:
      return placeholder('FOREIGN_MERGE_MODE', { mode })
  }
}

const appendDraft: Draft = { type: 'core.merge', params: { how: 'append' }, inputs: ['first', 'second'] }

function choiceDraft(node: N8nNode, context: N8nContext): Draft {
  const output = textAt(node.params, 'output') || textAt(node.params, 'useDataOfInput')
  context.look('FOREIGN_MERGE_CHOICE')
  return { type: 'core.merge', params: { how: 'first' }, inputs: output === 'input2' || output === '2' ? ['second', 'first'] : ['first', 'second'] }
}

function combineDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRules[string]> {
  const how = textAt(node.params, 'combineBy') || textAt(node.params, 'combinationMode') || (node.version >= 3 ? 'combineByFields' : 'mergeByFields')
  if (how.endsWith('ByPosition')) return sqlMerge('SELECT * FROM a POSITIONAL JOIN b', context)
  if (how === 'combineAll' || how === 'multiplex') return sqlMerge('SELECT * FROM a CROSS JOIN b', context)
  const listed = listAt(node.params, 'mergeByFields', 'values').map((pair): readonly [string, string] => [textAt(pair, 'field1'), textAt(pair, 'field2')])
  const simple = textAt(node.params, 'fieldsToMatchString').split(',').map((field) => field.trim()).filter((field) => field !== '')
  const keys = listed.length > 0 ? listed : simple.map((field): readonly [string, string] => [field, field])
  const kind = kinds.get(textAt(node.params, 'joinMode') || 'keepMatches')
  if (kind === undefined) return placeholder('FOREIGN_MERGE_MODE', { mode: textAt(node.params, 'joinMode') })
  const isTurned = textAt(node.params, 'joinMode') === 'enrichInput2'
  const draft = joinDraft(isTurned ? keys.map(([first, second]) => [second, first]) : keys, kind, context)
  return isTurned && draft !== null && 'inputs' in draft ? { ...draft, inputs: ['right', 'left'] } : draft
}

const kinds: ReadonlyMap<string, string> = new Map([['keepMatches', 'inner'], ['keepEverything', 'full'], ['enrichInput1', 'left'], ['enrichInput2', 'left']])

function joinDraft(keys: readonly (readonly [string, string])[], kind: string, context: N8nContext): ReturnType<N8nRules[string]> {
  const named = keys.map(([left, right]) => ({ left: context.plain(left), right: context.plain(right || left) })).filter(({ left, right }) => left !== '' && right !== '')
  if (named.length === 0) return placeholder('FOREIGN_MERGE_KEYS')
  context.look('FOREIGN_MERGE_CLASH')
  return { type: 'table.join', params: { keys: named.slice(0, 10), kind, duplicates: 'all' }, inputs: ['left', 'right'] }
}

/** Row beside row, or each with each: there is a node for SQL over two inputs. */
function sqlMerge(sql: string, context: N8nContext): Draft {
  context.look('FOREIGN_MERGE_SQL')
  return { type: 'table.sql', params: { tables: [{ id: 'a' }, { id: 'b' }] as Json, sql }, inputs: ['a', 'b'] }
}
