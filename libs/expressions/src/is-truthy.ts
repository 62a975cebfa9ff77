import { isJsonArray, type Json } from '@maillon/kernel'

/** As Handlebars has it: false, null, 0, '' and the empty list count as no; everything else, the empty object too, as yes. */
export function isTruthy(value: Json | undefined): boolean {
  return isJsonArray(value) ? value.length > 0 : Boolean(value)
}
