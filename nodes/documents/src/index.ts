import type { NodeDefinition } from '@maillon/node-sdk'
import { html } from './html.node.js'
import { pdf } from './pdf.node.js'

/** Documents made from templates. */
export const nodes: readonly NodeDefinition[] = [html, pdf]
