import type { NodeDefinition } from '@maillon/node-sdk'

/** Databases. */
export const nodes: readonly NodeDefinition[] = []
