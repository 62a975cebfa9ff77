import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { FlowDocument } from '../flow-document.js'

/** Signs of a secret that somebody wrote into a parameter instead of a credential. Well-known beginnings, and words before a value. */
const signs: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/,
  /\b(?:Bearer|Basic)\s+[A-Za-z0-9+/_.=-]{16,}/,
  /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/,
  /\bhttps?:\/\/[^\s/:@{}]{1,100}:[^\s/@{}]{1,100}@/i,
  /\b(?:password|passwd|mot_de_passe|api[_-]?key|client[_-]?secret|access[_-]?token)["']?\s{0,3}[:=]\s{0,3}["']?[^\s"'{}&]{6,}/i,
]

/** Where to look, by JSON pointer inside the node's parameters. */
export interface SuspectedSecret {
  readonly node: string
  readonly path: string
}

/**
 * Parameters that look as if they held a secret. A sign and no proof: it is said before a flow is shared, and nothing is changed.
 * At most 20, in document order.
 */
export function suspectedSecrets(document: FlowDocument): readonly SuspectedSecret[] {
  const found: SuspectedSecret[] = []
  const walk = (node: string, value: Json, path: string): void => {
    if (found.length >= 20) return
    if (typeof value === 'string') {
      // Long texts are pages and letters: what counts stands near their beginning, and the signs stay quick.
      if (signs.some((sign) => sign.test(value.slice(0, 20_000)))) found.push({ node, path })
    } else if (isJsonArray(value)) value.forEach((element, index) => walk(node, element, `${path}/${index}`))
    else if (isJsonObject(value)) for (const [key, child] of Object.entries(value)) walk(node, child, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
  for (const { id, params } of document.nodes) walk(id, params, '')
  return found
}
