import { foldName, nearMiss } from '../near-miss.js'
import { dateFunctions } from './date-functions.js'
import type { FunctionDefinition, FunctionDescriptor } from './function-definition.js'
import { listFunctions } from './list-functions.js'
import { logicFunctions } from './logic-functions.js'
import { numberFunctions } from './number-functions.js'
import { textFunctions } from './text-functions.js'

const definitions: readonly FunctionDefinition[] = [...textFunctions, ...numberFunctions, ...dateFunctions, ...logicFunctions, ...listFunctions]

const byName = new Map(definitions.flatMap((definition) => [definition.name, ...definition.aliases].map((name) => [foldName(name), definition] as const)))
if (byName.size !== definitions.reduce((sum, definition) => sum + 1 + definition.aliases.length, 0)) throw new Error('Two functions share a name')

/** Every function, for the picker, in the order of its groups. */
export const expressionFunctions: readonly FunctionDescriptor[] = definitions

/** By name or alias; case and accents don't count. */
export function findFunction(name: string): FunctionDefinition | null {
  return byName.get(foldName(name)) ?? null
}

/** The name or alias that was most likely meant. Null: none is near. */
export function suggestFunction(name: string): string | null {
  return nearMiss(
    name,
    definitions.flatMap((definition) => [definition.name, ...definition.aliases]),
  )
}
