import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { pointerTo } from '../pointer.js'
import { checkPlace, type Place, type SchemaWalk } from './schema-checker.js'

export function checkList(walk: SchemaWalk, place: Place, schema: JsonObject): void {
  const values = place.value as readonly Json[]
  const { minItems, maxItems, uniqueItems, items } = schema
  const prefix = isJsonArray(schema['prefixItems']) ? schema['prefixItems'] : []
  if (typeof minItems === 'number' && values.length < minItems) walk.problems.push({ keyword: 'minItems', path: place.path, limit: minItems })
  if (typeof maxItems === 'number' && values.length > maxItems) walk.problems.push({ keyword: 'maxItems', path: place.path, limit: maxItems })
  if (uniqueItems === true && new Set(values.map((value) => JSON.stringify(value))).size < values.length) walk.problems.push({ keyword: 'uniqueItems', path: place.path })
  for (const [index, value] of values.entries()) {
    const own = index < prefix.length ? prefix[index] : items
    if (own !== undefined) checkPlace(walk, { ...place, value, schema: own, path: pointerTo(place.path, index) })
  }
}

export function checkObject(walk: SchemaWalk, place: Place, schema: JsonObject): void {
  const value = place.value as JsonObject
  const keys = Object.keys(value)
  if (isJsonArray(schema['required'])) {
    for (const name of schema['required']) {
      if (!Object.hasOwn(value, String(name))) walk.problems.push({ keyword: 'required', path: pointerTo(place.path, String(name)) })
    }
  }
  const { minProperties, maxProperties } = schema
  if (typeof minProperties === 'number' && keys.length < minProperties) walk.problems.push({ keyword: 'minProperties', path: place.path, limit: minProperties })
  if (typeof maxProperties === 'number' && keys.length > maxProperties) walk.problems.push({ keyword: 'maxProperties', path: place.path, limit: maxProperties })
  for (const key of keys) checkProperty(walk, { ...place, value: value[key] as Json, path: pointerTo(place.path, key) }, { schema, key })
}

function checkProperty(walk: SchemaWalk, place: Place, { schema, key }: { readonly schema: JsonObject; readonly key: string }): void {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {}
  const byPattern = isJsonObject(schema['patternProperties']) ? Object.entries(schema['patternProperties']).filter(([pattern]) => new RegExp(pattern, 'u').test(key)) : []
  const own = Object.hasOwn(properties, key) ? properties[key] : undefined
  if (isJsonObject(schema['propertyNames'])) checkPlace(walk, { ...place, value: key, schema: schema['propertyNames'], isExpressionAllowed: false })
  if (own !== undefined) checkPlace(walk, { ...place, schema: own })
  for (const [, other] of byPattern) checkPlace(walk, { ...place, schema: other })
  if (own !== undefined || byPattern.length > 0) return
  const additional = schema['additionalProperties']
  if (additional === false) walk.problems.push({ keyword: 'additionalProperties', path: place.path })
  else if (additional !== undefined) checkPlace(walk, { ...place, schema: additional })
}
