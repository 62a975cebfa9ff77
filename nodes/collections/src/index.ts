import type { NodeDefinition } from '@maillon/node-sdk'
import { backup } from './backup.node.js'
import { cleanUp } from './clean-up.node.js'
import { collectionDelete } from './collection-delete.node.js'
import { collectionQuery } from './collection-query.node.js'
import { collectionReplace } from './collection-replace.node.js'
import { collectionUpsert } from './collection-upsert.node.js'
import { historyRuns } from './history-runs.node.js'

/** What the workspace keeps: its collections, its history; and what it lets go. */
export const nodes: readonly NodeDefinition[] = [collectionUpsert, collectionQuery, collectionReplace, collectionDelete, historyRuns, cleanUp, backup]
