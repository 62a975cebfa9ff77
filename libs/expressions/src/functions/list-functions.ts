import type { FunctionDefinition } from './function-definition.js'

export const listFunctions: readonly FunctionDefinition[] = []
