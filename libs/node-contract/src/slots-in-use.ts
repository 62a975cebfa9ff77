import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { defaultOfParam } from './effects-of.js'
import type { CredentialSlot, NodeDescriptor } from './node-definition.js'

/** The credentials that a node asks for with these parameters (the default of a parameter counts where it is left out). */
export function slotsInUse(descriptor: Pick<NodeDescriptor, 'credentials' | 'params'>, params: JsonObject): readonly CredentialSlot[] {
  return descriptor.credentials.filter(({ usedWhen }) => {
    if (usedWhen === undefined) return true
    const value = Object.hasOwn(params, usedWhen.param) ? params[usedWhen.param] : defaultOfParam(descriptor.params, usedWhen.param)
    return valuesOf(value, usedWhen.key).some((one) => isUnknown(one) || usedWhen.is.includes(one))
  })
}

function valuesOf(value: Json | undefined, key: string | undefined): readonly Json[] {
  const rows = isJsonArray(value) ? value : [value ?? null]
  return key === undefined ? rows : rows.map((row) => (isJsonObject(row) && Object.hasOwn(row, key) ? (row[key] ?? null) : null))
}

/** What an expression will give isn't known: better one slot too many than one that can't be reached. */
function isUnknown(value: Json): boolean {
  return typeof value === 'string' && value.includes('{{')
}
