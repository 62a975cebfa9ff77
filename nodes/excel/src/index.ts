import type { NodeDefinition } from '@maillon/node-sdk'
import { excelWrite } from './excel-write.node.js'

/** Read and write workbooks. */
export const nodes: readonly NodeDefinition[] = [excelWrite]
