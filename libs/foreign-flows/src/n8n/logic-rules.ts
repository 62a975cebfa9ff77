import type { JsonObject } from '@maillon/kernel'
import { ruleJson } from '../condition-rules.js'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import type { N8nContext } from './n8n-context.js'
import { conditionsOf, switchCases } from './n8n-conditions.js'
import { at, listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'
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
  if (textAt(node.params, 'mode') === 'expression') return numberedSwitch(node, context)
  const cases = switchCases(node.params, context)
  if (cases.length === 0) return placeholder('FOREIGN_CONDITION_EMPTY')
  const { outputs, fallback } = node.version < 3 ? oldOutputs(node, cases.length) : newOutputs(node, cases.length)
  if (fallback !== null && fallback >= 0) context.look('FOREIGN_SWITCH_FALLBACK', { output: fallback })
  return {
    type: 'core.switch',
    params: {
      cases: cases.slice(0, 50).map(({ rules, match, name }, index) => ({ id: caseId(index), name: name.slice(0, 100), rules: rules.map(ruleJson), match })),
      several: node.version >= 3 && objectAt(node.params, 'options')['allMatchingOutputs'] === true ? 'every' : 'first',
      ignoreCase: cases.some(({ ignoreCase }) => ignoreCase),
    },
    outputs,
  }
}

function caseId(index: number): string {
  return `sortie-${index + 1}`
}

/** An expression gives the number of the output: a case for each. */
function numberedSwitch({ params }: N8nNode, context: N8nContext): Draft {
  const left = context.text(at(params, 'output'))
  const count = bounded(numberAt(params, 'numberOutputs') ?? numberAt(params, 'outputsAmount') ?? 4, 50)
  const ids = Array.from({ length: count }, (_, index) => caseId(index))
  return {
    type: 'core.switch',
    params: { cases: ids.map((id, index) => ({ id, name: String(index), rules: [{ left, operator: 'number-equals', value: index }], match: 'all' })), several: 'first' },
    outputs: ids,
  }
}

/** Our outputs by the number of theirs, and the one that took what met no rule. */
interface SwitchOutputs {
  readonly outputs: readonly (string | null)[]
  readonly fallback: number | null
}

function newOutputs({ params }: N8nNode, count: number): SwitchOutputs {
  const outputs = Array.from({ length: count }, (_, index) => caseId(index))
  const isExtra = textAt(params, 'options', 'fallbackOutput') === 'extra'
  return { outputs: isExtra ? [...outputs, 'else'] : outputs, fallback: numberAt(params, 'options', 'fallbackOutput') }
}

/** Before version 3 a rule names its output. */
function oldOutputs({ params, version }: N8nNode, count: number): SwitchOutputs {
  const outputs: (string | null)[] = [null, null, null, null]
  listAt(params, 'rules', 'rules').slice(0, count).forEach((rule, index) => {
    const output = numberAt(rule, 'output') ?? (version < 2 ? 0 : index)
    if (output >= 0 && output < 50) outputs[output] = caseId(index)
  })
  return { outputs: Array.from(outputs, (output) => output ?? null), fallback: numberAt(params, 'fallbackOutput') }
}

const units: ReadonlyMap<string, string> = new Map([['seconds', 'seconds'], ['minutes', 'minutes'], ['hours', 'hours'], ['days', 'days']])

const waitRules: ReadonlyMap<string, N8nRule> = new Map<string, N8nRule>([
  ['timeInterval', delayed],
  ['specificTime', (node, context) => ({ type: 'core.wait', params: { how: 'until', until: context.textOfAll(at(node.params, 'dateTime')) } })],
  ['webhook', calledBack],
])

function waitDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  return waitRules.get(textAt(node.params, 'resume') || 'timeInterval')?.(node, context) ?? placeholder('FOREIGN_WAIT_CALLBACK')
}

function delayed({ params, version }: N8nNode, context: N8nContext): Draft {
  const amount = numberAt(params, 'amount')
  if (amount === null && at(params, 'amount') !== undefined) context.look('FOREIGN_VALUE_FIXED', { value: textAt(params, 'amount').slice(0, 200) })
  const [usual, usualUnit] = version >= 1.1 ? [5, 'seconds'] : [1, 'hours']
  return { type: 'core.wait', params: { how: 'delay', amount: Math.min(amount ?? usual, 31_536_000), unit: units.get(textAt(params, 'unit')) ?? usualUnit } }
}

/** The address for the answer is made by the step that waits: it can't be sent by one in front of it. */
function calledBack({ params }: N8nNode, context: N8nContext): Draft {
  context.look('FOREIGN_WAIT_ADDRESS')
  const isLimited = at(params, 'limitWaitTime') === true
  return {
    type: 'core.callback',
    params: { announce: 'none', amount: isLimited ? Math.min(numberAt(params, 'resumeAmount') ?? 1, 31_536_000) : 30, unit: isLimited ? (units.get(textAt(params, 'resumeUnit')) ?? 'hours') : 'days' },
    mode: 'all',
  }
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
