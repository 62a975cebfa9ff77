import { userError, type Json, type JsonObject } from '@maillon/node-sdk'
import type { HttpParams } from '../http-params.js'
import { usualParams } from '../usual-params.js'
import type { CortexOperation, CortexParams } from './cortex-params.js'

const usualPaths: { readonly [O in CortexOperation]: string } = { get: '/data', units: '/units', send: '/results', acknowledge: '/units/acknowledgements' }
const usualLists: { readonly [O in CortexOperation]: string } = { get: 'data', units: 'units', send: '', acknowledge: '' }

export function isReadingCortex(operation: CortexOperation): boolean {
  return operation === 'get' || operation === 'units'
}

/** The HTTP call of a reading operation. `address`: of the credential. @throws UserError where no data is named */
export function readingCall(params: CortexParams, address: string): HttpParams {
  const { operation, query, pageSize, itemsPath, perMinute } = params
  return {
    ...usualParams,
    url: address.replace(/\/+$/, '') + pathOf(params),
    query: [...query, { name: 'pageSize', value: pageSize }],
    itemsPath: itemsPath === '' ? usualLists[operation] : itemsPath,
    paging: 'page',
    maxPages: 10_000,
    perMinute,
  }
}

/** The HTTP call that sends a batch of rows, or their identifiers. @throws UserError where a row has none */
export function writingCall(params: CortexParams, address: string, rows: readonly JsonObject[]): HttpParams {
  const { operation, ifUnknown, perMinute } = params
  return {
    ...usualParams,
    method: 'POST',
    url: address.replace(/\/+$/, '') + pathOf(params),
    bodyKind: 'json',
    json: operation === 'send' ? { results: rows } : { ids: rows.map((row) => idOf(row, params.idField)) },
    ifUnknown,
    perMinute,
  }
}

/** The field of this node where a person mends what `http.request` names otherwise. */
export function cortexField(field: string): string | null {
  const own: { readonly [field: string]: string } = { '/url': '/path', '/itemsPath': '/itemsPath', '/ifUnknown': '/ifUnknown' }
  if (field.startsWith('/query/')) return field
  return own[field] ?? '/operation'
}

function pathOf({ operation, path, dataset }: CortexParams): string {
  if (path !== '') return path
  if (operation !== 'get') return usualPaths[operation]
  const name = dataset.trim()
  if (name !== '' && name !== '.' && name !== '..') return `${usualPaths.get}/${encodeURIComponent(name)}`
  throw userError({
    code: 'CORTEX_DATA_MISSING',
    text: { fr: 'On ne sait pas quelles données lire.', en: 'It is not said which data to get.' },
    hint: { fr: 'Indiquez leur nom dans CORTEX, par exemple sales.', en: 'Give their name in CORTEX, for example sales.' },
    field: '/dataset',
  })
}

function idOf(row: JsonObject, field: string): Json {
  const value = Object.hasOwn(row, field) ? row[field] : undefined
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') return value
  throw userError({
    code: 'CORTEX_ID_MISSING',
    text: { fr: `Une ligne n’a pas d’identifiant dans le champ « ${field} ».`, en: `A row has no identifier in the field “${field}”.` },
    hint: {
      fr: `Les champs reçus sont : ${Object.keys(row).slice(0, 20).join(', ') || 'aucun'}.`,
      en: `The fields that came in are: ${Object.keys(row).slice(0, 20).join(', ') || 'none'}.`,
    },
    field: '/idField',
  })
}
