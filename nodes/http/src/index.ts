import type { NodeDefinition } from '@maillon/node-sdk'
import { cortexNode } from './cortex/cortex.node.js'
import { httpRequest } from './http-request.node.js'

/** Talk to other programs over HTTP. */
export const nodes: readonly NodeDefinition[] = [httpRequest, cortexNode]
