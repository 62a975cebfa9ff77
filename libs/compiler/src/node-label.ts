import type { ParamsSchema } from '@maillon/node-contract'
import { alternativesOf, childSchemas, hintsOf } from '@maillon/node-contract'

/** The name of a parameter as the screen shows it, in both languages: `Totals › 2 › Field`. For messages (`{label}`). */
export function labelParams(schema: ParamsSchema, pointer: string): { readonly label_fr: string; readonly label_en: string } {
  let schemas = alternativesOf(schema, schema)
  const fr: string[] = []
  const en: string[] = []
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const isElement = schemas.some((candidate) => candidate['type'] === 'array')
    schemas = childSchemas(schemas, key, schema)
    const label = isElement ? undefined : hintsOf(schemas)?.label
    const place = isElement && /^\d+$/.test(key) ? String(Number(key) + 1) : key.slice(0, 60)
    fr.push(label?.fr ?? place)
    en.push(label?.en ?? place)
  }
  return { label_fr: fr.join(' › '), label_en: en.join(' › ') }
}
