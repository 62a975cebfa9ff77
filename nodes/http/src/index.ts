import type { NodeDefinition } from '@maillon/node-sdk'
import { httpRequest } from './http-request.node.js'

/** Talk to other programs over HTTP. */
export const nodes: readonly NodeDefinition[] = [httpRequest]
