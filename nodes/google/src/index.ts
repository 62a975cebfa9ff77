import type { NodeDefinition } from '@maillon/node-sdk'

/** Google Sheets. */
export const nodes: readonly NodeDefinition[] = []
