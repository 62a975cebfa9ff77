import { parseOutsideJson, type Json, type JsonObject } from '@maillon/node-sdk'
import { openApiLimits } from './openapi-limits.js'
import { documentRefused } from './openapi-problem.js'

/** A document with its own references followed; nothing outside of it is ever asked for. */
export class DocumentReader {
  private schemasLeft: number = openApiLimits.schemasOfDocument

  constructor(readonly root: JsonObject) {}

  /** A share of what may be drawn of the whole document. */
  takeBudget(most: number): { left: number } {
    const left = Math.min(most, this.schemasLeft)
    this.schemasLeft -= left
    return { left }
  }

  /** The object at this place, its `$ref` followed within the document. Null: no object, a reference to elsewhere, or one that leads round in a circle. */
  object(value: Json | undefined): JsonObject | null {
    let here = value
    for (let hops = 0; hops < 16; hops++) {
      if (!isObject(here)) return null
      const reference = here['$ref']
      if (reference === undefined) return here
      here = typeof reference === 'string' ? this.at(reference) : undefined
    }
    return null
  }

  private at(reference: string): Json | undefined {
    if (!reference.startsWith('#/')) return undefined
    let here: Json | undefined = this.root
    for (const token of reference.slice(2).split('/')) {
      const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
      here = typeof here === 'object' && here !== null && Object.hasOwn(here, key) ? (here as JsonObject)[key] : undefined
    }
    return here
  }
}

/** @throws UserError `OPENAPI_DOCUMENT_INVALID`, `OPENAPI_DOCUMENT_TOO_LARGE`, `OPENAPI_VERSION_UNKNOWN` */
export function readDocument(text: string): DocumentReader {
  if (text.length > openApiLimits.text) throw tooLarge()
  const parsed = parseOutsideJson(text.replace(/^\ufeff/, ''), { maxDepth: openApiLimits.depth, maxNodes: openApiLimits.values })
  if (!parsed.ok) throw parsed.problem.code === 'JSON_NOT_JSON' ? notJson() : refusedJson(`${parsed.problem.code} ${parsed.problem.path}`)
  const root = parsed.value
  if (!isObject(root) || typeof root['openapi'] !== 'string' || !/^3\.[01]\.\d+$/.test(root['openapi']) || !isObject(root['paths'])) throw unknownVersion()
  return new DocumentReader(root)
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tooLarge() {
  return documentRefused({
    code: 'OPENAPI_DOCUMENT_TOO_LARGE',
    text: { fr: 'Ce document OpenAPI est trop grand (10 Mo au plus).', en: 'This OpenAPI document is too large (10 MB at most).' },
    hint: { fr: 'Gardez seulement les opérations utiles.', en: 'Keep only the operations that are needed.' },
  })
}

function notJson() {
  return documentRefused({
    code: 'OPENAPI_DOCUMENT_INVALID',
    text: { fr: 'Ce document n’est pas du JSON.', en: 'This document is not JSON.' },
    hint: {
      fr: 'Donnez le document OpenAPI lui-même (souvent openapi.json ou openapi.yaml), et non la page qui le montre.',
      en: 'Give the OpenAPI document itself (often openapi.json or openapi.yaml), not the page that shows it.',
    },
  })
}

function refusedJson(reason: string) {
  return documentRefused({
    code: 'OPENAPI_DOCUMENT_INVALID',
    text: { fr: 'Ce document contient un JSON qui n’est pas accepté.', en: 'This document holds JSON that is not accepted.' },
    hint: {
      fr: `Il est trop profond, trop grand, ou contient un nom interdit : ${reason}.`,
      en: `It is too deep, too large, or holds a forbidden name: ${reason}.`,
    },
  })
}

function unknownVersion() {
  return documentRefused({
    code: 'OPENAPI_VERSION_UNKNOWN',
    text: { fr: 'Ce n’est pas un document OpenAPI 3.0 ou 3.1.', en: 'This is not an OpenAPI 3.0 or 3.1 document.' },
    hint: { fr: 'Un document Swagger 2.0 doit d’abord être converti.', en: 'A Swagger 2.0 document has to be converted first.' },
  })
}
