import type { NodeDefinition } from '@maillon/node-sdk'
import { filesRead } from './files-read.node.js'
import { filesWrite } from './files-write.node.js'

/** Read and write files of the workspace. */
export const nodes: readonly NodeDefinition[] = [filesRead, filesWrite]
