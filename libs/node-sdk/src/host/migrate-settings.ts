import { findJsonGateProblem, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDefinition } from '../define-node.js'

/**
 * Settings that an earlier version kept, as this definition wants them. What is given stays as it is.
 * @throws Error, for the author: there is no `migrate`, it threw, or what it gave are no settings
 */
export function migrateSettings({ descriptor: { type, version }, migrate }: Pick<NodeDefinition, 'descriptor' | 'migrate'>, params: JsonObject, fromVersion: number): JsonObject {
  if (migrate === undefined) throw new Error(`${type} of version ${version} has no migrate`)
  if (!Number.isInteger(fromVersion) || fromVersion < 1 || fromVersion >= version) throw new Error(`${type} of version ${version} takes nothing over from version ${fromVersion}`)
  return checkedSettings(migrate(structuredClone(params), fromVersion))
}

/** @throws Error, for the author, where these are no settings of a node */
export function checkedSettings(given: unknown): JsonObject {
  if (!isJsonObject(given as Json)) throw new Error('migrate gave no object')
  const problem = findJsonGateProblem(given)
  if (problem !== null) throw new Error(`migrate gave what is no plain JSON (${problem.code})`)
  return given as JsonObject
}
