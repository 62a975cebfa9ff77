import type { Json, JsonObject } from '@maillon/kernel'
import { isJsonObject } from '@maillon/kernel'
import { argumentOf } from '../condition-rules.js'
import type { NodeDraft } from '../conversion.js'
import { untranslated } from '../expression-text.js'
import { literal } from '../js/written.js'
import { at, listAt, numberAt, textAt } from '../read-json.js'
import type { RedContext } from './red-context.js'
import type { RedNode } from './red-node.js'
import { chained, placeholder, setMessage, type RedRule, type RedRules } from './red-rule.js'

/** What changes a message. */
export const changeRules: RedRules = { change, range }

const top = /^[\p{L}_][\p{L}\p{N}_-]*$/u

function change(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const rules = listAt(node.raw, 'rules').length > 0 ? listAt(node.raw, 'rules') : oldRule(node.raw)
  const drafts = joinedSets(rules.slice(0, 100).flatMap((rule) => changeDraft(rule, context)))
  return chained(drafts) ?? { type: 'core.no-op', params: {} }
}

/** Files from before rules could be listed. */
function oldRule(raw: JsonObject): readonly JsonObject[] {
  const action = textAt(raw, 'action')
  if (action === '') return []
  return [{ t: action === 'replace' ? 'set' : action, p: textAt(raw, 'property'), pt: 'msg', to: textAt(raw, 'to') || textAt(raw, 'from'), tot: 'str' }]
}

function changeDraft(rule: Json, context: RedContext): readonly NodeDraft[] {
  const [kind, property] = [textAt(rule, 't'), textAt(rule, 'p')]
  const propertyType = textAt(rule, 'pt') || 'msg'
  if (propertyType !== 'msg') {
    context.look('FOREIGN_CONTEXT_STORE', { name: `${propertyType}.${property}`.slice(0, 100) })
    return []
  }
  switch (kind) {
    case 'set':
      return setDraft(property, context.typed(at(rule, 'to'), textAt(rule, 'tot') || 'str'), context)
    case 'change':
      return setDraft(property, replaced(property, rule, context), context)
    case 'delete':
      return top.test(property) ? [{ type: 'table.select', params: { fields: [{ field: property }], others: 'invert' } }] : deep(property, context)
    case 'move':
      return moved(property, rule, context)
    default:
      return []
  }
}

function moved(property: string, rule: Json, context: RedContext): readonly NodeDraft[] {
  const to = textAt(rule, 'to')
  const isPlain = top.test(property) && top.test(to) && (textAt(rule, 'tot') || 'msg') === 'msg'
  return isPlain ? [{ type: 'table.select', params: { fields: [{ field: property, name: to }], others: 'keep' } }] : deep(`${property} → ${to}`, context)
}

function deep(property: string, context: RedContext): readonly NodeDraft[] {
  context.look('FOREIGN_FIELD_DEEP', { field: property.slice(0, 100) })
  return []
}

function setDraft(property: string, value: Json, context: RedContext): readonly NodeDraft[] {
  if (top.test(property)) return [setMessage({ [property]: value })]
  const [first, ...rest] = property.split('.')
  if (first === undefined || !top.test(first) || rest.length > 20 || rest.some((part) => !top.test(part) || part === 'prototype' || part === 'constructor')) return deep(property, context)
  context.look('FOREIGN_FIELD_NESTED', { field: first.slice(0, 100) })
  return [setMessage({ [first]: rest.reduceRight<Json>((inner, name) => ({ [name]: inner }), value) })]
}

/** Search and replace in a property. */
function replaced(property: string, rule: Json, context: RedContext): Json {
  const of = context.property(property)
  const [from, to] = [textAt(rule, 'from'), context.typed(at(rule, 'to'), textAt(rule, 'tot') || 'str')]
  const kind = textAt(rule, 'fromt') || (at(rule, 'reg') === true ? 're' : 'str')
  const [search, replacement] = [literal(from), argumentOf(to)]
  if (of === null || search === null || replacement === null || (kind !== 'str' && kind !== 're')) {
    context.look('FOREIGN_EXPRESSION_UNREAD', { expression: `${from} → ${textAt(rule, 'to')}`.slice(0, 200) })
    return untranslated(`change ${from}`, 'fromNodeRed')
  }
  return `{{${kind === 're' ? 'replacePattern' : 'replace'} ${of.text} ${search.text} ${replacement}}}`
}

/** Fields that don't read one another are set in one node. */
function joinedSets(drafts: readonly NodeDraft[]): readonly NodeDraft[] {
  const joined: NodeDraft[] = []
  for (const draft of drafts) {
    const last = joined.at(-1)
    if (last?.type === 'core.set' && draft.type === 'core.set' && !reads(draft, namesOf(last))) joined[joined.length - 1] = { ...last, params: { ...last.params, fields: [...listAt(last.params, 'fields'), ...listAt(draft.params, 'fields')] } }
    else joined.push(draft)
  }
  return joined
}

function namesOf(draft: NodeDraft): readonly string[] {
  return listAt(draft.params, 'fields').filter(isJsonObject).map((field) => textAt(field, 'name'))
}

/** Whether one of these fields is read, or set once more. */
function reads(draft: NodeDraft, names: readonly string[]): boolean {
  const text = JSON.stringify(draft.params)
  return namesOf(draft).some((name) => names.includes(name)) || names.some((name) => text.includes(`item.${name}`)) || /\bitem[ })]/.test(text)
}

/** A number from one scale to another. */
function range(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const property = textAt(node.raw, 'property') || 'payload'
  const of = context.property(property)
  const bounds = ['minin', 'maxin', 'minout', 'maxout'].flatMap((name) => numberAt(node.raw, name) ?? [])
  const [low, high, from, to] = bounds as [number, number, number, number]
  const action = textAt(node.raw, 'action') || 'scale'
  if (of === null || bounds.length < 4 || high === low || !/^(scale|clamp)$/.test(action) || !top.test(property)) return placeholder('FOREIGN_RANGE')
  const value = action === 'clamp' ? `(max ${low} (min ${high} ${of.text}))` : of.text
  const scaled = `add (multiply (divide (subtract ${value} ${low}) ${high - low}) ${to - from}) ${from}`
  return { ...setMessage({ [property]: node.raw['round'] === true ? `{{floor (${scaled})}}` : `{{${scaled}}}` }) }
}
