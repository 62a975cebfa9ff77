import type { Json, JsonObject } from '@maillon/node-sdk'
import { authTypes } from '../auth-types.js'
import { isObject, type DocumentReader } from './document-reader.js'
import type { Operation } from './read-operation.js'

/** The credential types that an operation’s security asks for. */
export function authOf(
  { security }: Pick<Operation, 'security'>,
  reader: DocumentReader,
): { readonly auth: readonly string[]; readonly isAuthRequired: boolean } {
  const alternatives = (Array.isArray(security) ? (security as readonly Json[]) : []).filter((one): one is JsonObject => isObject(one))
  const components = reader.object(reader.root['components'])
  const schemes = components !== null && isObject(components['securitySchemes']) ? components['securitySchemes'] : {}
  const names = [...new Set(alternatives.flatMap((one) => Object.keys(one)))].slice(0, 20)
  const types = names.flatMap((name) => typesOf(Object.hasOwn(schemes, name) ? reader.object(schemes[name]) : null))
  return { auth: [...new Set(types)], isAuthRequired: alternatives.length > 0 && alternatives.every((one) => Object.keys(one).length > 0) }
}

function typesOf(scheme: JsonObject | null): readonly string[] {
  const name = typeof scheme?.['scheme'] === 'string' ? scheme['scheme'].toLowerCase() : ''
  switch (scheme?.['type']) {
    case 'apiKey':
      return ['http-api-key']
    case 'http':
      // A bearer token comes from many places.
      return name === 'basic' ? ['http-basic'] : ['http-bearer', 'login-token', 'oauth2-client', 'oauth2-code']
    case 'oauth2':
    case 'openIdConnect':
      return ['oauth2-client', 'oauth2-code', 'http-bearer']
    default:
      return authTypes
  }
}
