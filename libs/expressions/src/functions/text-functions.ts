import type { FunctionDefinition } from './function-definition.js'

export const textFunctions: readonly FunctionDefinition[] = []
