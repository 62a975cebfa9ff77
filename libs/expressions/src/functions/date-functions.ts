import type { FunctionDefinition } from './function-definition.js'

export const dateFunctions: readonly FunctionDefinition[] = []
