import type { NodeDefinition } from '@maillon/node-sdk'

/** Code in a sandbox. */
export const nodes: readonly NodeDefinition[] = []
