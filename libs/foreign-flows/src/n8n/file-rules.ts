import type { JsonObject } from '@maillon/kernel'
import { paramsOf } from '../flow-builder.js'
import type { N8nContext } from './n8n-context.js'
import { at, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'

/** Files: their content as rows, rows as files, the disk. */
export const fileRules: N8nRules = {
  spreadsheetFile: (node, context) => (textAt(node.params, 'operation') === 'toFile' ? writeTable(node, textAt(node.params, 'fileFormat') || 'xls', context) : readTable(node, textAt(node.params, 'fileFormat') || 'xlsx', context)),
  convertToFile: (node, context) => {
    const operation = textAt(node.params, 'operation') || 'csv'
    if (operation === 'toJson') return { type: 'files.write', params: paramsOf({ content: 'json', name: fileName(node, context, 'donnees.json') }) }
    return writeTable(node, operation, context)
  },
  extractFromFile: (node, context) => readTable(node, textAt(node.params, 'operation') || 'csv', context),
  readWriteFile: (node, context) => (textAt(node.params, 'operation') === 'write' ? writeDisk(node, 'fileName', context) : readDisk(node, 'fileSelector', context)),
  readBinaryFile: (node, context) => readDisk(node, 'filePath', context),
  readBinaryFiles: (node, context) => readDisk(node, 'fileSelector', context),
  writeBinaryFile: (node, context) => writeDisk(node, 'fileName', context),
  moveBinaryData: (node, context) => {
    const [format, field] = [textAt(node.params, 'options', 'encoding') === '' ? 'json' : 'text', textAt(node.params, 'destinationKey') || 'data']
    if (textAt(node.params, 'mode') === 'jsonToBinary') return { type: 'files.write', params: { content: 'json', name: fileName(node, context, 'donnees.json') } }
    context.look('FOREIGN_FILE_FIELDS', { field })
    return { type: 'files.read', params: { source: 'item', as: format } }
  },
  xml: (node, context) => {
    if ((textAt(node.params, 'mode') || 'xmlToJson') !== 'xmlToJson') return { type: 'files.write', params: { content: 'xml' } }
    const field = context.plain(at(node.params, 'dataPropertyName'), 'data')
    context.look('FOREIGN_XML_ROWS', { field: field.slice(0, 100) })
    return { type: 'files.read', params: { source: 'text', text: context.textOfAll(`={{ $json[${JSON.stringify(field)}] }}`), as: 'xml' }, mode: 'all' }
  },
  localFileTrigger: (node, context) => {
    context.look('FOREIGN_FOLDER', { path: textAt(node.params, 'path').slice(0, 200) })
    return { type: 'folder.arrived', params: { root: '' }, inputs: [] }
  },
  compression: (node, context) => {
    if ((textAt(node.params, 'operation') || 'decompress') === 'compress') return { type: 'archive.zip', params: paramsOf({ name: context.textOfAll(at(node.params, 'fileName')) || undefined }) }
    return { type: 'archive.unzip', params: {} }
  },
}

const asRows: ReadonlyMap<string, string> = new Map([['csv', 'csv'], ['fromJson', 'json'], ['json', 'json'], ['text', 'text'], ['xml', 'xml']])

function readTable(node: N8nNode, format: string, context: N8nContext): ReturnType<N8nRule> {
  const as = asRows.get(format)
  if (as !== undefined) {
    if (as !== 'csv') context.look('FOREIGN_FILE_FIELDS', { field: textAt(node.params, 'destinationKey') || 'data' })
    return { type: 'files.read', params: { source: 'item', as } }
  }
  if (format !== 'xlsx' && format !== 'xls' && format !== 'ods') return placeholder('FOREIGN_FILE_FORMAT', { format: format.slice(0, 40) })
  if (format === 'ods') return placeholder('FOREIGN_FILE_FORMAT', { format })
  return { type: 'excel.read', params: paramsOf({ source: 'item', sheet: context.textOfAll(at(node.params, 'options', 'sheetName')) || undefined, fileField: fileField(node, context) }) }
}

/** The name under which the row carries the file; ours is the first file where it is the usual one. */
function fileField(node: N8nNode, context: N8nContext): string | undefined {
  const name = context.plain(at(node.params, 'binaryPropertyName'))
  return name === '' || name === 'data' ? undefined : name
}

function writeTable(node: N8nNode, format: string, context: N8nContext): ReturnType<N8nRule> {
  if (format === 'csv') return { type: 'files.write', params: { content: 'csv', name: fileName(node, context, 'donnees.csv'), separator: ',', decimal: '.', encoding: 'utf-8-bom' } }
  if (format !== 'xlsx' && format !== 'xls') return placeholder('FOREIGN_FILE_FORMAT', { format: format.slice(0, 40) })
  const sheet = context.plain(at(node.params, 'options', 'sheetName')).replace(/[[\]:*?/\\']/g, ' ').trim().slice(0, 31) || 'Sheet'
  return { type: 'excel.write', params: { fileName: fileName(node, context, 'donnees.xlsx'), sheets: [{ id: 'feuille', name: sheet }] }, inputs: ['feuille'] }
}

function fileName(node: N8nNode, context: N8nContext, usual: string): string {
  return context.textOfAll(at(node.params, 'options', 'fileName')).slice(0, 150) || usual
}

/** Files of the machine are reached only in folders that the administrator has named. */
function readDisk(node: N8nNode, param: string, context: N8nContext): ReturnType<N8nRule> {
  const path = textAt(node.params, param)
  context.look('FOREIGN_FOLDER', { path: path.slice(0, 200) })
  return { type: 'folder.list', params: paramsOf({ root: '', ...lastPart(context.textOfAll(path), 'pattern') }) }
}

function writeDisk(node: N8nNode, param: string, context: N8nContext): ReturnType<N8nRule> {
  const path = textAt(node.params, param)
  context.look('FOREIGN_FOLDER', { path: path.slice(0, 200) })
  return { type: 'folder.write', params: paramsOf({ root: '', ...lastPart(context.text(path), 'name'), existing: 'replace' }) }
}

/** What follows the last slash; nothing where an expression makes that unsure. */
export function lastPart(path: string, name: string): JsonObject {
  const last = path.includes('{{') ? path : (path.split(/[/\\]/).at(-1) ?? '')
  return last === '' || last.includes('/') ? {} : { [name]: last.slice(0, 300) }
}
