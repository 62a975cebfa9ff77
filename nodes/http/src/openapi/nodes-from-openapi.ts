/**
 * An OpenAPI document as node definitions: each operation a node with typed parameters. Pure.
 *
 * 1. The document is outside data: bounded, its references followed only inside itself, its regular expressions never run, its texts
 *    only shown.
 * 2. What can't be offered is left out and said; the rest works.
 * 3. The address is the document’s (or the administrator’s); the egress rules judge it at each call like any other.
 */
import { userError, type Json, type JsonObject, type LocalizedText, type NodeDefinition } from '@maillon/node-sdk'
import { httpMethods } from '../http-params.js'
import { authOf } from './auth-of.js'
import { cleanText, slugOf } from './clean-text.js'
import { isObject, readDocument, type DocumentReader } from './document-reader.js'
import { openApiLimits } from './openapi-limits.js'
import { documentRefused, type OpenApiNote } from './openapi-problem.js'
import { operationNode, sharedParams } from './operation-node.js'
import { readOperation, type Operation } from './read-operation.js'

export interface OpenApiOptions {
  /** What stands in the node types after `api.`. Default: the document’s title. */
  readonly name?: string
  /** Base address in the place of the document’s own. */
  readonly address?: string
}

export interface OpenApiNodes {
  readonly title: string
  readonly address: string
  readonly nodes: readonly NodeDefinition[]
  readonly notes: readonly OpenApiNote[]
}

/**
 * @param text the document as JSON
 * @throws UserError `OPENAPI_…` where it can't be taken as a whole
 */
export function nodesFromOpenApi(text: string, options: OpenApiOptions = {}): OpenApiNodes {
  const reader = readDocument(text)
  const info = reader.object(reader.root['info'])
  const title = cleanText(info?.['title'], openApiLimits.title) || 'API'
  const address = addressOf(options.address ?? serverOf(reader))
  const name = slugOf(options.name ?? title) || 'api'
  const { operations, notes } = readOperations(reader)
  const types = new Set<string>()
  const nodes = operations.map((operation) => {
    const type = freeType(`api.${name}.${slugOf(operation.id) || operation.method.toLowerCase()}`, types)
    types.add(type)
    return operationNode(operation, { type, api: title, base: address, ...authOf(operation, reader) }, reader)
  })
  return { title, address, nodes, notes }
}

function readOperations(reader: DocumentReader): { readonly operations: readonly Operation[]; readonly notes: readonly OpenApiNote[] } {
  const operations: Operation[] = []
  const notes: OpenApiNote[] = []
  for (const [path, item] of Object.entries(reader.object(reader.root['paths']) ?? {})) {
    const pathItem = reader.object(item)
    for (const [method, own] of methodsOf(pathItem, reader)) {
      if (!/^\/[^\s?#]*$/.test(path) || path.length > 500) {
        notes.push(skipped(`${method} ${cleanText(path, openApiLimits.title)}`, { fr: 'Son chemin n’en est pas un.', en: 'Its path is none.' }))
        continue
      }
      const taken = new Set<string>(['body', ...sharedParams(method)])
      const { operation, notes: more } = readOperation(own, { method, path, pathItem: pathItem ?? {}, taken }, reader)
      notes.push(...more)
      const missing = [...path.matchAll(/\{([^{}]+)\}/g)].find(([, name]) => !operation.params.some((param) => param.place === 'path' && param.name === name))
      if (missing === undefined) operations.push(operation)
      else
        notes.push(
          skipped(`${method} ${path}`, {
            fr: `Le document ne décrit pas « ${missing[1]} » de son chemin.`,
            en: `The document does not describe “${missing[1]}” of its path.`,
          }),
        )
      if (operations.length > openApiLimits.operations) throw tooMany()
    }
  }
  if (operations.length === 0) throw nothingUsable()
  return { operations, notes: notes.slice(0, 500) }
}

function methodsOf(pathItem: JsonObject | null, reader: DocumentReader): readonly (readonly [(typeof httpMethods)[number], JsonObject])[] {
  if (pathItem === null) return []
  return httpMethods.flatMap((method) => {
    const own = reader.object(pathItem[method.toLowerCase()])
    return own === null ? [] : [[method, own] as const]
  })
}

function serverOf(reader: DocumentReader): string {
  const [first] = Array.isArray(reader.root['servers']) ? (reader.root['servers'] as readonly Json[]) : []
  const server = reader.object(first)
  const variables = server !== null && isObject(server['variables']) ? server['variables'] : {}
  return String(server?.['url'] ?? '').replace(/\{([^{}]+)\}/g, (_, name: string) =>
    String((Object.hasOwn(variables, name) ? reader.object(variables[name]) : null)?.['default'] ?? ''),
  )
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '')
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  throw userError({
    code: 'OPENAPI_ADDRESS_MISSING',
    text: { fr: 'Le document ne donne pas d’adresse complète (servers) pour cette API.', en: 'The document gives no complete address (servers) for this API.' },
    hint: {
      fr: 'Indiquez l’adresse de l’API, par exemple https://api.exemple.fr/v1.',
      en: 'Give the address of the API, for example https://api.example.com/v1.',
    },
    field: '/address',
  })
}

function freeType(wanted: string, taken: ReadonlySet<string>): string {
  let type = wanted
  for (let number = 2; taken.has(type); number++) type = `${wanted}-${number}`
  return type
}

function skipped(operation: string, why: LocalizedText): OpenApiNote {
  return {
    code: 'OPENAPI_OPERATION_SKIPPED',
    operation,
    text: { fr: `Cette opération n’est pas proposée. ${why.fr}`, en: `This operation is not offered. ${why.en}` },
  }
}

function tooMany() {
  return documentRefused({
    code: 'OPENAPI_OPERATIONS_TOO_MANY',
    text: { fr: `Ce document a plus de ${openApiLimits.operations} opérations.`, en: `This document has more than ${openApiLimits.operations} operations.` },
    hint: { fr: 'Gardez seulement celles qui sont utiles.', en: 'Keep only those that are needed.' },
  })
}

function nothingUsable() {
  return documentRefused({
    code: 'OPENAPI_OPERATIONS_MISSING',
    text: { fr: 'Ce document n’a aucune opération utilisable.', en: 'This document has no operation that can be used.' },
  })
}
