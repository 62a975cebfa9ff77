import { isJsonArray, isJsonObject, type Json, type JsonObject, type LocalizedText } from '@maillon/kernel'
import { allowsExpression, alternativesOf, childSchemas, hintsOf, type ParamHints, type ParamSchemas, type ParamsSchema } from '@maillon/node-contract'
import type { Choice, FormField, FormRow, NumberRange } from './form-field.js'
import { choiceValues, elementSchemas, hasProperties, kindForValue, kindOfSchema, typesOf } from './kind-of-param.js'

export interface LayOutOptions {
  /** Names of top parameters that are secrets. */
  readonly secrets: readonly string[]
  readonly allowsExpressions: boolean
}

/** The fields of a form for this value, in the order of the schema; those that `showWhen` hides are left out. */
export function layOutForm(schema: ParamsSchema, value: JsonObject, options: LayOutOptions): readonly FormField[] {
  const place: Place = { root: schema, pointer: '', isExpressionAllowed: options.allowsExpressions, secrets: options.secrets, depth: 0 }
  return fieldsOfObject(alternativesOf(schema, schema), value, place)
}

interface Place {
  readonly root: JsonObject
  readonly pointer: string
  readonly isExpressionAllowed: boolean
  readonly secrets: readonly string[]
  readonly depth: number
}

/** Deeper than any form that a person could read; schemas may refer to themselves. */
const maxDepth = 8

function fieldsOfObject(schemas: ParamSchemas, value: JsonObject, place: Place): readonly FormField[] {
  const required = new Set(schemas.flatMap((schema) => (isJsonArray(schema['required']) ? schema['required'] : [])))
  const keys = new Set(schemas.flatMap((schema) => (isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [])))
  const schemasOf = new Map([...keys].map((key) => [key, childSchemas(schemas, key, place.root)]))
  const siblings: Siblings = { schemasOf, value }
  return [...keys]
    .filter((key) => isShown(key, siblings))
    .map((key) => fieldOf({ key, schemas: schemasOf.get(key) ?? [], value: ownValue(value, key), isRequired: required.has(key) }, place))
}

interface Siblings {
  readonly schemasOf: ReadonlyMap<string, ParamSchemas>
  readonly value: JsonObject
}

/** A parameter is hidden with the one that it hangs on. */
function isShown(key: string, siblings: Siblings, depth = 0): boolean {
  const condition = hintsOf(siblings.schemasOf.get(key) ?? [])?.showWhen
  if (condition === undefined || depth > maxDepth) return true
  const other = siblings.schemasOf.get(condition.param)
  if (other === undefined) return true
  const present = ownValue(siblings.value, condition.param) ?? defaultOf(other) ?? null
  // What an expression will give isn't known here: better one field too many than one that can't be reached.
  const isUnknown = typeof present === 'string' && present.includes('{{')
  return (isUnknown || condition.is.includes(present)) && isShown(condition.param, siblings, depth + 1)
}

interface Param {
  readonly key: string
  readonly schemas: ParamSchemas
  readonly value: Json | undefined
  readonly isRequired: boolean
}

function fieldOf(param: Param, parent: Place): FormField {
  const { key, schemas, value } = param
  const hints = hintsOf(schemas)
  const pointer = `${parent.pointer}/${escapeToken(key)}`
  const isSecret = parent.pointer === '' && parent.secrets.includes(key)
  const isExpressionAllowed = !isSecret && allowsExpression(schemas, parent.isExpressionAllowed)
  const asked = isSecret ? (hints?.widget === 'text' ? 'secret-text' : 'secret') : parent.depth >= maxDepth ? 'json' : kindOfSchema(schemas, hints, parent.root)
  const kind = kindForValue(asked, value, isExpressionAllowed)
  const fallback = defaultOf(schemas)
  const place: Place = { ...parent, pointer, isExpressionAllowed, depth: parent.depth + 1 }
  const elements = elementSchemas(schemas, parent.root)
  const isList = kind === 'scalars' || kind === 'fields'
  return {
    key, pointer, kind, value, fallback,
    askedKind: asked,
    ...textsOf(key, hints),
    isRequired: param.isRequired,
    isAdvanced: hints?.advanced === true,
    mayHoldExpression: isList ? allowsExpression(elements, isExpressionAllowed) : isExpressionAllowed,
    choices: choicesOf(isList ? elements : schemas, hints),
    range: rangeOf(schemas),
    hasNumbers: isList && isNumeric(elements),
    port: hints?.port,
    ...innerOf({ kind, schemas, elements, value: value === undefined ? fallback : value }, place),
    maxItems: numberAt(schemas, 'maxItems'),
  }
}

interface Inner {
  readonly kind: FormField['kind']
  readonly schemas: ParamSchemas
  readonly elements: ParamSchemas
  readonly value: Json | undefined
}

function innerOf({ kind, schemas, elements, value }: Inner, place: Place): Pick<FormField, 'fields' | 'rows' | 'newRow'> {
  if (kind === 'group') return { fields: fieldsOfObject(schemas, isJsonObject(value) ? value : {}, place), rows: [], newRow: {} }
  if (kind === 'rows') return { fields: [], rows: isJsonArray(value) ? rowsOf(elements, value, place) : [], newRow: newObject(elements, place.root) }
  return { fields: [], rows: [], newRow: {} }
}

function isNumeric(schemas: ParamSchemas): boolean {
  const types = typesOf(schemas)
  return (types.has('number') || types.has('integer')) && !types.has('string')
}

function rowsOf(elements: ParamSchemas, list: readonly Json[], place: Place): readonly FormRow[] {
  const isExpressionAllowed = allowsExpression(elements.filter(hasProperties), place.isExpressionAllowed)
  return list.map((element, index) => {
    const pointer = `${place.pointer}/${index}`
    const value = isJsonObject(element) ? element : {}
    return { pointer, value, fields: fieldsOfObject(elements, value, { ...place, pointer, isExpressionAllowed, depth: place.depth + 1 }) }
  })
}

/** A new element has what can be decided for the person: the first of the choices that must be made. */
function newObject(schemas: ParamSchemas, root: JsonObject): JsonObject {
  const required = schemas.flatMap((schema) => (isJsonArray(schema['required']) ? schema['required'] : [])).filter((key) => typeof key === 'string')
  const chosen = required.flatMap((key) => {
    const inner = childSchemas(schemas, key, root)
    const [first] = choiceValues(inner)
    return first === undefined || defaultOf(inner) !== undefined ? [] : [[key, first] as const]
  })
  return Object.fromEntries(chosen)
}

function textsOf(key: string, hints: ParamHints | null): Pick<FormField, 'label' | 'help' | 'placeholder'> {
  return { label: hints?.label ?? { fr: key, en: key }, help: hints?.help ?? null, placeholder: hints?.placeholder ?? null }
}

function choicesOf(schemas: ParamSchemas, hints: ParamHints | null): readonly Choice[] {
  return choiceValues(schemas).map((value) => ({ value, label: choiceLabel(value, hints) }))
}

function choiceLabel(value: Json, hints: ParamHints | null): LocalizedText {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const choices = hints?.choices ?? {}
  return Object.hasOwn(choices, text) ? (choices[text] ?? { fr: text, en: text }) : { fr: text, en: text }
}

function rangeOf(schemas: ParamSchemas): NumberRange {
  return { min: numberAt(schemas, 'minimum'), max: numberAt(schemas, 'maximum'), isInteger: typesOf(schemas).has('integer') }
}

function numberAt(schemas: ParamSchemas, key: string): number | null {
  const found = schemas.map((schema) => schema[key]).find((value) => typeof value === 'number')
  return typeof found === 'number' ? found : null
}

function defaultOf(schemas: ParamSchemas): Json | undefined {
  return schemas.find((schema) => Object.hasOwn(schema, 'default'))?.['default']
}

function ownValue(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}
