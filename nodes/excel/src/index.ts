import type { NodeDefinition } from '@maillon/node-sdk'
import { excelRead } from './excel-read.node.js'
import { excelWrite } from './excel-write.node.js'

/** Read and write workbooks. */
export const nodes: readonly NodeDefinition[] = [excelRead, excelWrite]
