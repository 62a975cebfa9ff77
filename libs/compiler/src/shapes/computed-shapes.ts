import { isWholeValue, type Expression } from '@maillon/expressions'
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { FieldShape } from '@maillon/node-contract'
import { parsedExpression } from '../parsed-expression.js'
import { fieldsOf, typeOfValue, unknownPortShape, type KnownShapeField, type PortShape } from './port-shape.js'

const fieldTypes: ReadonlySet<string> = new Set(['text', 'number', 'boolean', 'date', 'object', 'list'] satisfies readonly FieldShape['type'][])

/** `set-fields`: `fields` (name, type, value) added to what came in, or alone where `keepOthers` is false. */
export function setFieldsShape(params: JsonObject, input: PortShape, from: string): PortShape {
  const keeps = params['keepOthers'] !== false
  const fields = new Map(keeps ? input.fields : [])
  for (const field of objectsOf(params['fields'])) {
    const { name, type, value } = field
    if (typeof name !== 'string' || name === '') continue
    const told = typeof type === 'string' && fieldTypes.has(type) ? (type as FieldShape['type']) : typeOfParam(value ?? null, input)
    fields.set(name, { name, type: told, from })
  }
  return { fields, isOpen: keeps && input.isOpen, hasUnknownPart: keeps && input.hasUnknownPart, files: keeps ? input.files : [] }
}

/** The type that a parameter's value will have: its own, or that of the field that its expression is. */
function typeOfParam(value: Json, input: PortShape): FieldShape['type'] {
  if (typeof value !== 'string' || !value.includes('{{')) return typeOfValue(value)
  const parsed = parsedExpression(value)
  if (!parsed.ok) return 'unknown'
  if (!isWholeValue(parsed.value)) return 'text'
  const { whole } = parsed.value
  return whole === null ? 'unknown' : (input.fields.get(itemField(whole) ?? '')?.type ?? 'unknown')
}

/** The field where the value is just `item.<field>`; null: it is something else. */
function itemField(value: ValueNode): string | null {
  if (value.kind !== 'path' || value.fields.length !== 1 || value.origin.from !== 'root' || value.origin.root !== 'item') return null
  return value.fields[0] ?? null
}

type ValueNode = NonNullable<Expression['whole']>

/** `select-fields`: the `fields` (field, name) in their order; then by `others` nothing more, or the rest; `invert`: the rest alone. */
export function selectFieldsShape(params: JsonObject, input: PortShape, from: string): PortShape {
  const { others = 'drop' } = params
  const listed = new Set<string>()
  const chosen = objectsOf(params['fields']).flatMap(({ field, name }): KnownShapeField[] => {
    if (typeof field !== 'string' || field === '') return []
    listed.add(field)
    const known = input.fields.get(field) ?? { name: field, type: 'unknown' as const, from }
    return [typeof name === 'string' && name.trim() !== '' && name.trim() !== field ? { ...known, name: name.trim(), from } : known]
  })
  const own = others === 'invert' ? [] : chosen
  const rest = others === 'drop' ? [] : [...input.fields.values()].filter(({ name }) => !listed.has(name) && !own.some((column) => column.name === name))
  return { fields: fieldsOf([...own, ...rest]), isOpen: others !== 'drop' && input.isOpen, hasUnknownPart: others !== 'drop' && input.hasUnknownPart, files: input.files }
}

const numeric: ReadonlySet<string> = new Set(['sum', 'mean', 'count', 'distinct'])

/** `aggregate`: the fields of `groupBy`, then one for each of `totals` (name, function, field). */
export function aggregateShape(params: JsonObject, input: PortShape, from: string): PortShape {
  const groups = (isJsonArray(params['groupBy']) ? params['groupBy'] : []).filter((name) => typeof name === 'string')
  const totals = objectsOf(params['totals']).flatMap(({ name, function: how, field }): KnownShapeField[] => {
    if (typeof name !== 'string' || name === '') return []
    const type = typeof how === 'string' && numeric.has(how) ? 'number' : (input.fields.get(typeof field === 'string' ? field : '')?.type ?? 'unknown')
    return [{ name, type, from }]
  })
  return { fields: fieldsOf([...groups.map((name) => input.fields.get(name) ?? { name, type: 'unknown' as const, from }), ...totals]), isOpen: false, hasUnknownPart: false, files: [] }
}

/** `join`: the left fields, then the right ones, with `prefix` where the left has the name already; a key of one name stands once. */
export function joinShape(params: JsonObject, left: PortShape, right: PortShape): PortShape {
  if (left === unknownPortShape && right === unknownPortShape) return unknownPortShape
  const prefix = typeof params['prefix'] === 'string' ? params['prefix'] : 'right_'
  const shared = new Set(objectsOf(params['keys']).flatMap((key) => (typeof key['left'] === 'string' && key['left'] === key['right'] ? [key['left']] : [])))
  const fields = new Map(left.fields)
  for (const field of right.fields.values()) {
    if (shared.has(field.name)) continue
    const name = fields.has(field.name) ? `${prefix}${field.name}` : field.name
    fields.set(name, { ...field, name })
  }
  return { fields, isOpen: left.isOpen || right.isOpen, hasUnknownPart: left.hasUnknownPart || right.hasUnknownPart, files: [...new Set([...left.files, ...right.files])] }
}

/** `declared-fields`: the `fields` (name, type) that a called flow asks for; its caller may bring more. */
export function declaredFieldsShape(params: JsonObject, from: string): PortShape {
  const fields = objectsOf(params['fields']).flatMap(({ name, type }): KnownShapeField[] => {
    if (typeof name !== 'string' || name === '') return []
    return [{ name, type: typeof type === 'string' && fieldTypes.has(type) ? (type as FieldShape['type']) : 'unknown', from }]
  })
  return { fields: fieldsOf(fields), isOpen: true, hasUnknownPart: false, files: [] }
}

/** `with-result`: what came in, the values of `fields` in their places, and the object called `resultField`. */
export function withResultShape(params: JsonObject, input: PortShape, from: string): PortShape {
  const fields = new Map(input.fields)
  for (const { name } of objectsOf(params['fields'])) if (typeof name === 'string' && name !== '' && !fields.has(name)) fields.set(name, { name, type: 'unknown', from })
  const result = params['resultField']
  const name = typeof result === 'string' && result !== '' ? result : 'approval'
  return { ...input, fields: fields.set(name, { name, type: 'object', from }) }
}

/** `declared-columns`: the columns that are asked for, before the others that were seen; a table may always have more. */
export function declaredColumnsShape(params: JsonObject, seen: PortShape, from: string): PortShape {
  const fields = objectsOf(params['columns'] ?? params['rules']).flatMap(({ name, type }): KnownShapeField[] =>
    typeof name === 'string' && name !== '' ? [{ name, type: columnType(type ?? null), from }] : [],
  )
  const rowNumber = params['rowNumberField']
  if (typeof rowNumber === 'string' && rowNumber !== '') fields.push({ name: rowNumber, type: 'number', from })
  const known = fieldsOf(fields)
  return { ...seen, fields: new Map([...known, ...[...seen.fields].filter(([name]) => !known.has(name))]), isOpen: true, hasUnknownPart: false }
}

function columnType(type: Json): FieldShape['type'] {
  if (type === 'integer') return 'number'
  return typeof type === 'string' && fieldTypes.has(type) ? (type as FieldShape['type']) : 'unknown'
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter((element) => isJsonObject(element)) : []
}
