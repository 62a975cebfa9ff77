/** A value that survives `JSON.stringify` and `JSON.parse` unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. Keys come from outside: read them as own properties only. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** Narrow to a JSON object; arrays and null are not objects here. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Narrow to a JSON array. (`Array.isArray` loses `readonly` elements.) */
export function isJsonArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}
