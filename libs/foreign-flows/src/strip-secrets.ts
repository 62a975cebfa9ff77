// Secrets that somebody wrote into a step instead of an account. They must not be carried into a document, which is shared, kept in
// versions and shown. What is only named in an expression stays: its value isn't in the file.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { ForeignReason } from './conversion.js'

const names = '(?:proxy-)?authorization|cookie|(?:x-|xi-|x-rapid)?api[-_ ]?key|[a-z]{1,30}-api-key|x-[a-z0-9-]{0,30}(?:token|apikey|key)|(?:client[-_ ]?)?secret|pass(?:word|wd|phrase)|(?:(?:access|refresh|bearer|auth|api|bot)[-_ ]?)?token|private[-_ ]?key'
const secretName = new RegExp(`^(?:${names})$`, 'i')

/** Keys of services that are known by their form, wherever they stand. Bounded, so that no text takes more time than its length. */
const known = /\bsk-[A-Za-z0-9_-]{20,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bxox[abpr]-[A-Za-z0-9-]{10,}|\b\d{8,10}:[A-Za-z0-9_-]{34,}|\beyJ[A-Za-z0-9_-]{10,300}\.[A-Za-z0-9_-]{16,}(?:\.[A-Za-z0-9_-]*)?|hooks\.slack\.com\/services\/[A-Z0-9/a-z]{12,}|\bpat[A-Za-z0-9]{14}\.[a-f0-9]{40,}/g
/** `apiKey: "…"`, `token = '…'` in code and in JSON that is written as a text. */
const assigned = new RegExp(`\\b((?:${names})["']?\\s*[:=]\\s*["'])((?:[Bb]earer |[Bb]asic )?[^"'{}$\\s]{8,})(?=["'])`, 'gi')
const bearer = /\b((?:Bearer|Basic) )[A-Za-z0-9._~+/=-]{16,}/g
const inQuery = /([?&](?:api_?key|access_token|token|key|secret|client_secret)=)[^&\s"'{}#]{8,}/gi

/** What stands where a secret stood. */
export const secretMask = '[•••]'

export interface Stripped<Value extends Json> {
  readonly value: Value
  /** Names of the fields where something was left out. Empty: there was nothing. */
  readonly places: readonly string[]
}

/** The same JSON without what looks like a secret. */
export function stripSecrets<Value extends Json>(value: Value): Stripped<Value> {
  const places = new Set<string>()
  return { value: stripped(value, '', places) as Value, places: [...places] }
}

function stripped(value: Json, name: string, places: Set<string>): Json {
  if (typeof value === 'string') return strippedText(value, name, places)
  if (isJsonArray(value)) return value.map((one) => stripped(one, name, places))
  return isJsonObject(value) ? strippedObject(value, places) : value
}

/** Also a pair of a name and its value, as headers and query parameters are written. */
function strippedObject(object: JsonObject, places: Set<string>): JsonObject {
  const said = ['name', 'keyValue', 'keyType', 'key'].map((key) => object[key]).find((one) => typeof one === 'string' && secretName.test(one))
  return Object.fromEntries(
    Object.entries(object).map(([key, one]) => {
      const isPaired = typeof said === 'string' && (key === 'value' || key === 'valueValue')
      return [key, stripped(one, isPaired ? said : key, places)]
    }),
  )
}

function strippedText(text: string, name: string, places: Set<string>): string {
  const isSecret = secretName.test(name) && text.length >= 6 && !text.includes('{{')
  const made = isSecret ? secretMask : text.replace(known, secretMask).replace(assigned, `$1${secretMask}`).replace(bearer, `$1${secretMask}`).replace(inQuery, `$1${secretMask}`)
  if (made !== text) places.add(name.slice(0, 100))
  return made
}

/** That something was left out, for the report. */
export function secretReasons(places: readonly string[]): readonly ForeignReason[] {
  return places.length === 0 ? [] : [{ code: 'FOREIGN_SECRET', params: { fields: places.slice(0, 5).join(', ') } }]
}
