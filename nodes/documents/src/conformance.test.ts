import { nodeConformance } from '@maillon/node-sdk/testing'
import { describe, it } from 'vitest'
import { nodes } from './index.js'

// Each row makes a file, all of which the test's world keeps in memory.
for (const node of nodes) nodeConformance(node, { describe, it }, { streamed: 30_000 })
