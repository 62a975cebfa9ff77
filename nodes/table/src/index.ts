import type { NodeDefinition } from '@maillon/node-sdk'
import { aggregate } from './aggregate.node.js'
import { batch } from './batch.node.js'
import { compare } from './compare.node.js'
import { compute } from './compute.node.js'
import { deduplicate } from './deduplicate.node.js'
import { filter } from './filter.node.js'
import { join } from './join.node.js'
import { limit } from './limit.node.js'
import { onlyNew } from './only-new.node.js'
import { select } from './select.node.js'
import { sort } from './sort.node.js'
import { sql } from './sql.node.js'
import { unfold } from './unfold.node.js'

/** Work on rows. */
export const nodes: readonly NodeDefinition[] = [filter, sort, limit, select, compute, aggregate, join, compare, deduplicate, onlyNew, batch, unfold, sql]
