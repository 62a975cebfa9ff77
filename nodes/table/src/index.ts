import type { NodeDefinition } from '@maillon/node-sdk'
import { aggregate } from './aggregate.node.js'
import { filter } from './filter.node.js'
import { join } from './join.node.js'
import { limit } from './limit.node.js'
import { sort } from './sort.node.js'

/** Work on rows. */
export const nodes: readonly NodeDefinition[] = [filter, sort, limit, aggregate, join]
