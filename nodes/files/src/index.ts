import type { NodeDefinition } from '@maillon/node-sdk'
import { filesRead } from './files-read.node.js'
import { filesWrite } from './files-write.node.js'
import { folderArrived } from './folder-arrived.node.js'
import { folderList } from './folder-list.node.js'
import { folderMove } from './folder-move.node.js'
import { folderWrite } from './folder-write.node.js'

/** Read and write files: those of the workspace, and those of folders of the server. */
export const nodes: readonly NodeDefinition[] = [filesRead, filesWrite, folderArrived, folderList, folderWrite, folderMove]
