import type { Json, JsonObject } from '@maillon/kernel'
import { argumentOf, functionRule, ruleJson, type Rule } from '../condition-rules.js'
import type { Draft } from '../conversion.js'
import { untranslated } from '../expression-text.js'
import { at, listAt, numberAt, textAt } from '../read-json.js'
import type { RedContext } from './red-context.js'
import type { RedNode } from './red-node.js'
import { eachMessage, placeholder, setMessage, type RedRule, type RedRules } from './red-rule.js'
import { cronPlan, everyX } from '../n8n/schedule-params.js'

/** What starts a flow, and where its messages go. */
export const flowRules: RedRules = {
  inject,
  debug: (node, context) => {
    const complete = textAt(node.raw, 'complete')
    const isWhole = complete === 'true' || textAt(node.raw, 'targetType') === 'full'
    if (textAt(node.raw, 'targetType') === 'jsonata') context.look('FOREIGN_VALUE_KIND', { kind: 'jsonata', value: complete.slice(0, 150) })
    const property = isWhole ? null : context.property(complete === '' || complete === 'false' || textAt(node.raw, 'targetType') === 'jsonata' ? 'payload' : complete)
    return { type: 'core.log', params: { message: property === null ? '{{toText item}}' : `{{toText (default ${property.text} "")}}` }, outputs: [] }
  },
  switch: switchDraft,
  delay,
  trigger: () => placeholder('FOREIGN_TRIGGER'),
  'link in': () => ({ type: 'core.no-op', params: {} }),
  'link out': () => ({ type: 'core.no-op', params: {}, outputs: ['main'] }),
  'link call': (node, context) => {
    if (textAt(node.raw, 'linkType') === 'dynamic') return placeholder('FOREIGN_LINK_DYNAMIC')
    context.look('FOREIGN_LINK_CALL')
    return { type: 'core.no-op', params: {} }
  },
  catch: (_node, context) => {
    context.look('FOREIGN_CATCH')
    return { type: 'core.no-op', params: {} }
  },
  complete: () => ({ type: 'core.no-op', params: {} }),
  split: (node, context) => {
    const isUsual = (textAt(node.raw, 'splt') || '\\n') === '\\n' && (numberAt(node.raw, 'arraySplt') ?? 1) === 1 && node.raw['stream'] !== true
    if (!isUsual) context.look('FOREIGN_SPLIT_WAYS')
    return eachMessage(`const { payload } = item
if (Array.isArray(payload)) return payload.map((one) => ({ ...item, payload: one }))
if (typeof payload === 'string') return payload.split('\\n').map((one) => ({ ...item, payload: one }))
return Object.entries(payload).map(([topic, one]) => ({ ...item, topic, payload: one }))`)
  },
  join: (node, context) => {
    const mode = textAt(node.raw, 'mode') || 'auto'
    if (mode === 'reduce') return placeholder('FOREIGN_JOIN')
    context.look('FOREIGN_JOIN_ALL')
    const isObject = mode === 'custom' && textAt(node.raw, 'build') === 'object'
    const isText = mode === 'custom' && textAt(node.raw, 'build') === 'string'
    const payload = isObject ? 'Object.fromEntries(items.map((one) => [String(one.topic), one.payload]))' : isText ? "items.map((one) => one.payload).join('\\n')" : 'items.map((one) => one.payload)'
    return { type: 'code.javascript', mode: 'all', params: { code: `return items.length === 0 ? [] : [{ ...items[items.length - 1], payload: ${payload} }]` } }
  },
  sort: (node, context) => {
    if (textAt(node.raw, 'targetType') === 'seq') {
      context.look('FOREIGN_SORT_ALL')
      return { type: 'table.sort', params: { by: [{ field: 'payload', direction: textAt(node.raw, 'order').startsWith('desc') ? 'descending' : 'ascending', as: node.raw['as_num'] === true ? 'number' : 'auto' }] } }
    }
    const isElement = textAt(node.raw, 'msgKeyType') === 'elem' && (textAt(node.raw, 'target') || 'payload') === 'payload'
    if (!isElement) return placeholder('FOREIGN_SORT_KIND', { kind: textAt(node.raw, 'msgKeyType').slice(0, 40) })
    const [first, second] = textAt(node.raw, 'order').startsWith('desc') ? ['b', 'a'] : ['a', 'b']
    const compare = node.raw['as_num'] === true ? `${first} - ${second}` : `${first} > ${second} ? 1 : ${first} < ${second} ? -1 : 0`
    return eachMessage(`return { ...item, payload: [...item.payload].sort((a, b) => ${compare}) }`)
  },
}

function inject(node: RedNode, context: RedContext): Draft {
  const { raw } = node
  if (raw['once'] === true) context.look('FOREIGN_INJECT_ONCE')
  const listed = listAt(raw, 'props')
  const fields: { [name: string]: Json } = {}
  for (const prop of listed.length > 0 ? listed : [{ p: 'payload' }, { p: 'topic', vt: 'str' }]) {
    const name = textAt(prop, 'p')
    const [value, type] = injected(raw, prop)
    if (top.test(name) && !(name === 'topic' && textAt(value) === '')) fields[name] = context.typed(value, type === 'none' ? 'str' : type)
  }
  return { ...injectTrigger(raw, context), inputs: [], ...(Object.keys(fields).length === 0 ? {} : { after: [setMessage(fields, false)] }) }
}

const top = /^[\p{L}_][\p{L}\p{N}_-]*$/u

function injectTrigger(raw: JsonObject, context: RedContext): Draft {
  const cron = textAt(raw, 'crontab').trim()
  const repeat = numberAt(raw, 'repeat') ?? 0
  if (cron !== '') return scheduled(cronPlan(cron, context))
  return repeat > 0 ? scheduled(everyX(Math.max(Math.round(repeat), 1), 'seconds', context)) : { type: 'core.manual', params: {} }
}

/** A property with its type: payload and topic have stood beside the list since before there was one. */
function injected(raw: JsonObject, prop: Json): readonly [Json | undefined, string] {
  const given = at(prop, 'v')
  if (given !== undefined) return [given, textAt(prop, 'vt') || 'str']
  if (textAt(prop, 'p') === 'payload') return [raw['payload'], textAt(raw, 'payloadType') || 'date']
  return [textAt(prop, 'p') === 'topic' ? raw['topic'] : undefined, textAt(prop, 'vt') || 'str']
}

function scheduled(schedule: JsonObject): Draft {
  return { type: 'core.schedule', params: { schedule } }
}

const comparisons: ReadonlyMap<string, string> = new Map([['eq', 'equals'], ['neq', 'differs'], ['lt', 'less'], ['lte', 'at-most'], ['gt', 'greater'], ['gte', 'at-least'], ['cont', 'contains']])

function switchDraft(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const { raw } = node
  const left = context.typed(textAt(raw, 'property') || 'payload', textAt(raw, 'propertyType') || 'msg')
  const rules = listAt(raw, 'rules').slice(0, 50)
  if (rules.length === 0) return placeholder('FOREIGN_CONDITION_EMPTY')
  const outputs = rules.map((rule, index) => (textAt(rule, 't') === 'else' ? 'else' : `sortie-${index + 1}`))
  const cases = rules.flatMap((rule, index): JsonObject[] => (textAt(rule, 't') === 'else' ? [] : [{ id: `sortie-${index + 1}`, name: caseName(rule), rules: switchRules(left, rule, context).map(ruleJson), match: 'all' }]))
  if (node.raw['repair'] === true) context.look('FOREIGN_SWITCH_REPAIR')
  if (cases.length === 0) return { type: 'core.no-op', params: {} }
  return { type: 'core.switch', params: { cases, several: textAt(raw, 'checkall') === 'false' || raw['checkall'] === false ? 'first' : 'every' }, outputs }
}

function caseName(rule: Json): string {
  return `${textAt(rule, 't')} ${textAt(rule, 'v')}`.trim().slice(0, 100) || '·'
}

function switchRules(left: Json, rule: Json, context: RedContext): readonly Rule[] {
  const kind = textAt(rule, 't')
  const value = () => context.typed(at(rule, 'v'), textAt(rule, 'vt') || 'str')
  const comparison = comparisons.get(kind)
  if (comparison !== undefined) {
    const right = value()
    return [{ left, operator: typeof right === 'number' && comparison === 'equals' ? 'number-equals' : typeof right === 'number' && comparison === 'differs' ? 'number-differs' : comparison, value: right }]
  }
  if (kind === 'btwn') return [{ left, operator: 'at-least', value: value() }, { left, operator: 'at-most', value: context.typed(at(rule, 'v2'), textAt(rule, 'v2t') || 'str') }]
  const asked = askedRule(kind, argumentOf(left), { rule, value })
  if (asked !== null) return [asked]
  context.look('FOREIGN_COMPARISON_UNKNOWN', { operation: caseName(rule) })
  return [{ left: untranslated(`switch ${caseName(rule)}`, 'fromNodeRed'), operator: 'is-true' }]
}

function askedRule(kind: string, of: string | null, { rule, value }: { readonly rule: Json; readonly value: () => Json }): Rule | null {
  switch (kind) {
    case 'true':
    case 'false':
      return functionRule('eq', [of, kind], true)
    case 'null':
    case 'nnull':
      return functionRule('exists', [of], kind === 'nnull')
    case 'empty':
    case 'nempty':
      return functionRule('isEmpty', [of], kind === 'empty')
    case 'regex':
      return patternRule(of, value(), at(rule, 'case') === true)
    case 'hask':
      return keyRule(of, value())
    default:
      return null
  }
}

function patternRule(of: string | null, pattern: Json, ignoresCase: boolean): Rule | null {
  return functionRule('matches', [of, argumentOf(ignoresCase && typeof pattern === 'string' ? `(?i)${pattern}` : pattern)], true)
}

function keyRule(of: string | null, key: Json): Rule | null {
  return of === null || typeof key !== 'string' || !top.test(key) || of.startsWith('(') ? null : functionRule('exists', [`${of}.${key}`], true)
}

function delay(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const kind = textAt(node.raw, 'pauseType') || 'delay'
  const amount = numberAt(node.raw, 'timeout') ?? 5
  if (kind === 'delay') {
    const unit = textAt(node.raw, 'timeoutUnits') || 'seconds'
    const isShort = unit === 'milliseconds'
    return { type: 'core.wait', params: { how: 'delay', amount: Math.min(isShort ? amount / 1000 : amount, 31_536_000), unit: isShort ? 'seconds' : ['seconds', 'minutes', 'hours', 'days'].includes(`${unit.replace(/s$/, '')}s`) ? `${unit.replace(/s$/, '')}s` : 'seconds' } }
  }
  if (kind === 'rate' && node.raw['drop'] !== true) {
    context.look('FOREIGN_RATE')
    return { type: 'core.no-op', params: {} }
  }
  return placeholder('FOREIGN_DELAY_KIND', { kind: kind.slice(0, 40) })
}
