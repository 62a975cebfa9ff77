import type { FunctionDefinition } from './function-definition.js'

export const numberFunctions: readonly FunctionDefinition[] = []
