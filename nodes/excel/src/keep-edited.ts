import type { AllContext, Item, ItemShape } from '@maillon/node-sdk'
import type { WorkbookEditor } from './edit/workbook-editor.js'
import { readingFailed } from './reading-failed.js'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface EditedWorkbook {
  readonly editor: WorkbookEditor
  /** Name that was asked for; empty or absent: that of the opened file. */
  readonly wanted: string | undefined
  readonly counted: { readonly [name: string]: number }
}

/** Keeps the changed workbook as a file of the run, and gives the item that brings it. */
export async function keepEdited({ files }: Pick<AllContext<unknown>, 'files'>, { editor, wanted = '', counted }: EditedWorkbook): Promise<Item> {
  const name = withExtension(wanted.trim() === '' ? editor.fileName : wanted.trim())
  try {
    const workbook = await files.create({ name, mediaType }, await editor.bytes())
    return { json: { fileName: workbook.name, ...counted }, files: { workbook } }
  } catch (error) {
    if (error instanceof Error && error.constructor.name === 'ZipProblem') throw readingFailed(error, editor.fileName)
    throw error
  }
}

export function editedShape(counted: string): ItemShape {
  return { fields: [{ name: 'fileName', type: 'text' }, { name: counted, type: 'number' }], open: false, files: ['workbook'] }
}

/** What is written is always an .xlsx, whatever was opened. */
export function withExtension(name: string): string {
  return /\.xlsx$/i.test(name) ? name : `${name.replace(/\.(xlsm|xltx|xltm|csv|txt)$/i, '')}.xlsx`
}
