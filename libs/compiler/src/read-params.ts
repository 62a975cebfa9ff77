import { isWholeValue } from '@maillon/expressions'
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor, ParamHints } from '@maillon/node-contract'
import { paramPlaceOf, type ParamPlace } from './param-place.js'
import { parsedExpression, type ParsedText } from './parsed-expression.js'
import { pointerTo } from './pointer.js'
import { checkAgainstSchema } from './schema/schema-checker.js'
import type { SchemaProblem } from './schema/schema-walk.js'

/** What can be said about a node's parameters by themselves, without the rest of the flow. */
export interface ReadParams {
  readonly schemaProblems: readonly SchemaProblem[]
  readonly expressions: readonly ParamExpression[]
  /** Text with `{{` where it is taken as it is. */
  readonly literals: readonly string[]
  /** Values with a widget that means more to the compiler than to the schema. */
  readonly widgets: readonly ParamWidget[]
  /** Top-level properties that the schema doesn't have. */
  readonly unknown: readonly string[]
}

export interface ParamExpression {
  readonly pointer: string
  readonly text: string
  readonly parsed: ParsedText
}

export interface ParamWidget {
  readonly pointer: string
  readonly widget: NonNullable<ParamHints['widget']>
  readonly value: Json
  readonly port: string | null
}

const minded: ReadonlySet<string> = new Set(['field', 'fields', 'file', 'schedule', 'time-zone', 'webhook-path', 'dates'])

/**
 * Parameters are immutable, so what was read of them stays true: a compilation after an edit reads only what changed.
 * (Weak: the memory goes with the document.)
 */
const known = new WeakMap<JsonObject, { readonly descriptor: NodeDescriptor; readonly read: ReadParams }>()

export function readParams(descriptor: NodeDescriptor, params: JsonObject): ReadParams {
  const found = known.get(params)
  if (found !== undefined && found.descriptor === descriptor) return found.read
  const reading: Reading = { expressions: [], literals: [], widgets: [] }
  walk(reading, { value: params, at: paramPlaceOf(descriptor.params), pointer: '' })
  const read: ReadParams = { schemaProblems: schemaProblemsOf(descriptor.params, params), ...reading, unknown: unknownProperties(descriptor.params, params) }
  known.set(params, { descriptor, read })
  return read
}

interface Reading {
  readonly expressions: ParamExpression[]
  readonly literals: string[]
  readonly widgets: ParamWidget[]
}

function walk(reading: Reading, { value, at, pointer }: { readonly value: Json; readonly at: ParamPlace; readonly pointer: string }): void {
  const { hints } = at
  if (hints?.widget !== undefined && minded.has(hints.widget)) reading.widgets.push({ pointer, widget: hints.widget, value, port: hints.port ?? null })
  if (typeof value === 'string') {
    if (!value.includes('{{')) return
    if (at.isExpressionAllowed) reading.expressions.push({ pointer, text: value, parsed: parsedExpression(value) })
    else reading.literals.push(pointer)
  } else if (isJsonArray(value)) {
    for (const [index, element] of value.entries()) walk(reading, { value: element, at: at.element(), pointer: pointerTo(pointer, index) })
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) walk(reading, { value: value[key] as Json, at: at.property(key), pointer: pointerTo(pointer, key) })
  }
}

function schemaProblemsOf(schema: JsonObject, params: JsonObject): readonly SchemaProblem[] {
  return checkAgainstSchema(schema, params, { isWholeExpression, isSkipped: isSchedule })
}

/** Schedules are checked as such, in better words than a schema has. */
function isSchedule(schema: JsonObject): boolean {
  const hints = schema['x-maillon']
  return isJsonObject(hints) && hints['widget'] === 'schedule'
}

/** What doesn't parse is told as an expression, and never as a value of the wrong type besides. */
function isWholeExpression(text: string): boolean {
  const parsed = parsedExpression(text)
  return !parsed.ok || isWholeValue(parsed.value)
}

function unknownProperties(schema: JsonObject, params: JsonObject): readonly string[] {
  const properties = schema['properties']
  // Where the schema says something about other properties, the schema check has its say.
  if (!isJsonObject(properties) || schema['additionalProperties'] !== undefined || schema['patternProperties'] !== undefined) return []
  return Object.keys(params).filter((key) => !Object.hasOwn(properties, key))
}
