import type { NodeDefinition } from '@maillon/node-sdk'

/** Files on other machines. */
export const nodes: readonly NodeDefinition[] = []
