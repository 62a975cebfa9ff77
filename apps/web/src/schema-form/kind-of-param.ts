import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { alternativesOf, type ParamHints, type ParamSchemas } from '@maillon/node-contract'
import type { FieldKind } from './form-field.js'

const widgetKinds: { readonly [W in NonNullable<ParamHints['widget']>]: FieldKind } = {
  field: 'field', fields: 'fields', file: 'file', flow: 'flow', recipients: 'recipients', schedule: 'schedule', html: 'html', text: 'multi-line', json: 'json', 'webhook-path': 'webhook-path', 'time-zone': 'time-zone', dates: 'scalars',
}

/** The kind that a schema asks for, whatever the value is. `schemas` are its alternatives. */
export function kindOfSchema(schemas: ParamSchemas, hints: ParamHints | null, root: JsonObject): FieldKind {
  const types = typesOf(schemas)
  if (hints?.widget !== undefined) return hints.widget === 'json' && isOnly(types, 'string') ? 'json-text' : widgetKinds[hints.widget]
  if (choiceValues(schemas).length > 0) return 'choice'
  if (types.size === 0) return 'any'
  if (types.size > 1) return [...types].every((type) => ['string', 'number', 'integer', 'boolean'].includes(type)) ? 'any' : 'json'
  return kindOfType([...types][0] ?? '', schemas, root)
}

function kindOfType(type: string, schemas: ParamSchemas, root: JsonObject): FieldKind {
  switch (type) {
    case 'string':
      return 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return kindOfList(elementSchemas(schemas, root))
    case 'object':
      return schemas.filter(hasProperties).length === 1 ? 'group' : 'json'
    default:
      return 'json'
  }
}

function kindOfList(elements: ParamSchemas): FieldKind {
  if (elements.filter(hasProperties).length === 1) return 'rows'
  const types = [...typesOf(elements)]
  const isScalar = choiceValues(elements).length > 0 || (types.length === 1 && ['string', 'number', 'integer'].includes(types[0] ?? ''))
  return isScalar ? 'scalars' : 'json'
}

/**
 * The kind that can show the value at hand without losing it: an expression in place of a list or a number is edited as
 * text, a value of another shape (an older document, an import) as JSON.
 */
export function kindForValue(kind: FieldKind, value: Json | undefined, mayHoldExpression: boolean): FieldKind {
  if (value === undefined || value === null || fits(kind, value)) return kind
  if (typeof value === 'string' && mayHoldExpression) return 'any'
  return typeof value === 'object' ? 'json' : kind
}

const rowKinds: ReadonlySet<FieldKind> = new Set(['rows', 'recipients'])
const objectKinds: ReadonlySet<FieldKind> = new Set(['group', 'file', 'schedule'])

function fits(kind: FieldKind, value: Json): boolean {
  if (rowKinds.has(kind)) return isJsonArray(value) && value.every(isJsonObject)
  if (objectKinds.has(kind)) return isJsonObject(value)
  switch (kind) {
    case 'scalars':
    case 'fields':
      return isJsonArray(value) && value.every((element) => typeof element === 'string' || typeof element === 'number')
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return !(typeof value === 'string' && value.includes('{{')) && typeof value !== 'object'
    case 'any':
    case 'json':
      return true
    default:
      return typeof value !== 'object'
  }
}

/** The schemas of a list's elements. */
export function elementSchemas(schemas: ParamSchemas, root: JsonObject): ParamSchemas {
  return schemas.flatMap((schema) => alternativesOf(schema['items'], root))
}

/** The fixed values to pick from; empty where free values are allowed too. */
export function choiceValues(schemas: ParamSchemas): readonly Json[] {
  const isFree = schemas.some((schema) => schema['type'] !== undefined && schema['type'] !== 'null' && !Object.hasOwn(schema, 'enum') && !Object.hasOwn(schema, 'const'))
  if (isFree) return []
  return schemas.flatMap((schema) => (schema['const'] !== undefined ? [schema['const']] : isJsonArray(schema['enum']) ? schema['enum'] : []))
}

export function hasProperties(schema: JsonObject): boolean {
  return isJsonObject(schema['properties'])
}

/** `null` is left out: an empty input stands for it. */
export function typesOf(schemas: ParamSchemas): ReadonlySet<string> {
  const types = schemas.flatMap((schema): readonly (Json | undefined)[] => (isJsonArray(schema['type']) ? schema['type'] : [schema['type']]))
  return new Set(types.filter((type): type is string => typeof type === 'string' && type !== 'null'))
}

function isOnly(types: ReadonlySet<string>, type: string): boolean {
  return types.size === 1 && types.has(type)
}
