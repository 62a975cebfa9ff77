import type { NodeDefinition } from '@maillon/node-sdk'
import { excelFromCsv } from './excel-from-csv.node.js'
import { excelFillTemplate } from './excel-fill-template.node.js'
import { excelRead } from './excel-read.node.js'
import { excelUpdate } from './excel-update.node.js'
import { excelValidate } from './excel-validate.node.js'
import { excelWrite } from './excel-write.node.js'

/** Read, check, write and fill workbooks. */
export const nodes: readonly NodeDefinition[] = [excelRead, excelValidate, excelWrite, excelFillTemplate, excelUpdate, excelFromCsv]
