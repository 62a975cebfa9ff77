import { nodeConformance } from '@maillon/node-sdk/testing'
import { describe, it } from 'vitest'
import { nodes } from './index.js'

for (const node of nodes) nodeConformance(node, { describe, it })
