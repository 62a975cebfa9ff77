import type { Json, JsonObject } from '@maillon/kernel'
import { isForbiddenKey, isJsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import type { N8nContext } from './n8n-context.js'
import { at, listAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule } from './n8n-rule.js'

interface Field {
  readonly name: string
  readonly type: string
  readonly value: Json
}


/** "Edit fields" in the form of any version. */
export const setFields: N8nRule = (node, context) => {
  const spread = spreadDraft(node, context)
  if (spread !== null) return spread
  const fields = fieldsOf(node, context)
  if (fields === null) return placeholder('FOREIGN_JSON_UNREAD', { value: textAt(node.params, 'jsonOutput').slice(0, 200) })
  const keepOthers = keepsOthers(node, context)
  const named = fields.filter(({ name }) => name !== '' && name.length <= 200 && !isForbiddenKey(name))
  if (named.length === 0) return keepOthers ? { type: 'core.no-op', params: {} } : placeholder('FOREIGN_FIELDS_NONE')
  const isDotted = objectAt(node.params, 'options')['dotNotation'] !== false
  return { type: 'core.set', params: { fields: (isDotted ? nested(named, context) : named).slice(0, 200).map(fieldJson), keepOthers } }
}

/** The row becomes an object that stands in one of its fields. */
function spreadDraft({ params, ...node }: N8nNode, context: N8nContext): Draft | null {
  const path = textAt(params, 'mode') === 'raw' ? /^=\s*\{\{\s*\$json((?:\.[A-Za-z_]\w*)+)\s*\}\}\s*$/.exec(textAt(params, 'jsonOutput'))?.[1] : undefined
  if (path === undefined) return null
  const keeps = keepsOthers({ params, ...node }, context)
  return { type: 'code.javascript', mode: 'each', params: { code: `return { ${keeps ? '...item, ' : ''}...item${path} }` } }
}

function fieldJson({ name, type, value }: Field): JsonObject {
  return type === 'auto' ? { name, value } : { name, type, value }
}

function fieldsOf(node: N8nNode, context: N8nContext): readonly Field[] | null {
  const { params, version } = node
  if (textAt(params, 'mode') === 'raw') {
    const json = context.json(at(params, 'jsonOutput'))
    return isJsonObject(json) ? Object.entries(json).map(([name, value]) => ({ name, type: 'auto', value })) : null
  }
  if (version < 3) return oldFields(params, context)
  const assigned = listAt(params, 'assignments', 'assignments')
  const listed = assigned.length > 0 ? assigned.map((one) => [one, textAt(one, 'type') || 'string', at(one, 'value')] as const) : listAt(params, 'fields', 'values').map(olderField)
  return listed.map(([one, type, value]) => ({ name: context.plain(at(one, 'name')), ...typed(type, value, context) }))
}

/** Versions 3.0 to 3.2: the value stands under the name of its type. */
function olderField(one: Json): readonly [Json, string, Json | undefined] {
  const key = textAt(one, 'type') || 'stringValue'
  return [one, key.replace(/Value$/, ''), at(one, key)]
}

function oldFields(params: JsonObject, context: N8nContext): readonly Field[] {
  return ['string', 'number', 'boolean'].flatMap((type) => listAt(params, 'values', type).map((one) => {
    const field = typed(type, at(one, 'value'), context)
    // A text that was an expression as a whole kept its kind in these versions.
    return { name: context.plain(at(one, 'name')), value: field.value, type: type === 'string' ? 'auto' : field.type }
  }))
}

const types: ReadonlyMap<string, string> = new Map([['string', 'text'], ['number', 'number'], ['boolean', 'boolean'], ['array', 'list'], ['object', 'object']])

function typed(foreign: string, value: Json | undefined, context: N8nContext): { readonly type: string; readonly value: Json } {
  const type = types.get(foreign) ?? 'auto'
  const isStructure = type === 'list' || type === 'object'
  if (isStructure && typeof value === 'string' && !/^=\s*\{\{.*\}\}\s*$/s.test(value)) {
    const json = context.json(value)
    if (json !== null) return { type: 'auto', value: json }
  }
  const made = context.value(value ?? (type === 'boolean' ? false : ''))
  return { type, value: made }
}

function keepsOthers({ params, version }: N8nNode, context: N8nContext): boolean {
  if (version < 3) return at(params, 'keepOnlySet') !== true
  const include = textAt(params, 'include')
  if (include === 'selected' || include === 'except') context.look('FOREIGN_FIELDS_CHOSEN', { fields: (textAt(params, 'includeFields') || textAt(params, 'excludeFields')).slice(0, 200) })
  if (version < 3.3) return include !== 'none'
  return at(params, 'includeOtherFields') === true
}

/** `a.b` means the field `b` of the object `a`. Several of one object become one value; what else the object has is told. */
function nested(fields: readonly Field[], context: N8nContext): readonly Field[] {
  const made = new Map<string, Field>()
  for (const field of fields) {
    const [top, ...rest] = field.name.split('.').filter((part) => part !== '')
    if (top === undefined || rest.length === 0 || rest.some((part) => isForbiddenKey(part)) || isForbiddenKey(top) || rest.length > 20) {
      made.set(field.name, field)
      continue
    }
    context.look('FOREIGN_FIELD_NESTED', { field: top.slice(0, 100) })
    const before = made.get(top)?.value
    made.set(top, { name: top, type: 'auto', value: withValue(isJsonObject(before) ? before : {}, rest, field.value) })
  }
  return [...made.values()]
}

function withValue(object: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  const inner = Object.hasOwn(object, name) ? object[name] : undefined
  return { ...object, [name]: rest.length === 0 ? value : withValue(isJsonObject(inner) ? inner : {}, rest, value) }
}

/** A node of ours that sets fields, from names and values. */
export function setDraft(values: { readonly [name: string]: Json }, keepOthers: boolean): Draft {
  return { type: 'core.set', params: { fields: Object.entries(values).map(([name, value]) => ({ name, value })), keepOthers } }
}
