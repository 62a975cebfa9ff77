import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { pointerTo } from '../pointer.js'
import { elsewhere, type Place, type SchemaWalk } from './schema-walk.js'

export function checkList(walk: SchemaWalk, place: Place, schema: JsonObject): void {
  const values = place.value as readonly Json[]
  const { minItems, maxItems, uniqueItems, items } = schema
  const prefix = isJsonArray(schema['prefixItems']) ? schema['prefixItems'] : []
  if (typeof minItems === 'number' && values.length < minItems) walk.problems.push({ keyword: 'minItems', path: place.path, limit: minItems })
  if (typeof maxItems === 'number' && values.length > maxItems) walk.problems.push({ keyword: 'maxItems', path: place.path, limit: maxItems })
  if (uniqueItems === true && new Set(values.map((value) => JSON.stringify(value))).size < values.length) walk.problems.push({ keyword: 'uniqueItems', path: place.path })
  for (const [index, value] of values.entries()) {
    const own = index < prefix.length ? prefix[index] : items
    if (own !== undefined) walk.check(walk, { value, schema: own, path: pointerTo(place.path, index), isExpressionAllowed: place.isExpressionAllowed, depth: place.depth })
  }
}

export function checkObject(walk: SchemaWalk, place: Place, schema: JsonObject): void {
  const value = place.value as JsonObject
  const keys = Object.keys(value)
  checkPresence(walk, place, { schema, value, count: keys.length })
  const known = isJsonObject(schema['properties']) ? schema['properties'] : none
  const saysMore = schema['propertyNames'] !== undefined || schema['patternProperties'] !== undefined || schema['additionalProperties'] !== undefined
  for (const key of keys) {
    const isKnown = Object.hasOwn(known, key)
    const inside: Place = { value: value[key] as Json, schema: isKnown ? known[key] : undefined, path: pointerTo(place.path, key), isExpressionAllowed: place.isExpressionAllowed, depth: place.depth }
    if (isKnown) walk.check(walk, inside)
    if (saysMore) checkOthers(walk, inside, { schema, key, isKnown })
  }
}

function checkPresence(walk: SchemaWalk, { path }: Place, { schema, value, count }: { readonly schema: JsonObject; readonly value: JsonObject; readonly count: number }): void {
  const { required, minProperties, maxProperties } = schema
  for (const name of isJsonArray(required) ? required : []) {
    if (typeof name === 'string' && !Object.hasOwn(value, name)) walk.problems.push({ keyword: 'required', path: pointerTo(path, name) })
  }
  if (typeof minProperties === 'number' && count < minProperties) walk.problems.push({ keyword: 'minProperties', path, limit: minProperties })
  if (typeof maxProperties === 'number' && count > maxProperties) walk.problems.push({ keyword: 'maxProperties', path, limit: maxProperties })
}

const none: JsonObject = {}

/** What a schema says about property names, and about properties that it doesn't name. */
function checkOthers(walk: SchemaWalk, place: Place, { schema, key, isKnown }: { readonly schema: JsonObject; readonly key: string; readonly isKnown: boolean }): void {
  const byPattern = isJsonObject(schema['patternProperties']) ? Object.entries(schema['patternProperties']).filter(([pattern]) => new RegExp(pattern, 'u').test(key)) : []
  if (schema['propertyNames'] !== undefined) walk.check(walk, { ...place, value: key, schema: schema['propertyNames'], isExpressionAllowed: false })
  for (const [, other] of byPattern) walk.check(walk, elsewhere(place, other))
  if (isKnown || byPattern.length > 0) return
  const additional = schema['additionalProperties']
  if (additional === false) walk.problems.push({ keyword: 'additionalProperties', path: place.path })
  else if (additional !== undefined) walk.check(walk, elsewhere(place, additional))
}
