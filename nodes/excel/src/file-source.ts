import { choiceParam, fileParam, Type, ui, type AllContext, type FileRef, type FileParam, type Item } from '@maillon/node-sdk'
import { fileNotChosen, fileNotReceived } from './workbook-errors.js'

/** The parameters that say which file is meant: one that was chosen, or those that come in. */
export function fileSourceParams(formats: string) {
  return {
    source: choiceParam<'chosen' | 'item'>(
      { chosen: { fr: 'un fichier choisi', en: 'a chosen file' }, item: { fr: 'le fichier reçu par cette étape', en: 'the file that this step receives' } },
      { label: { fr: 'Fichier à ouvrir', en: 'File to open' } },
      'chosen',
    ),
    file: Type.Optional(fileParam({ label: { fr: 'Fichier', en: 'File' }, help: { fr: formats, en: formats }, showWhen: { param: 'source', is: ['chosen'] } })),
    fileField: Type.Optional(
      Type.String({
        ...ui({
          label: { fr: 'Lequel de ses fichiers', en: 'Which of its files' },
          help: { fr: 'Vide : le premier.', en: 'Empty: the first one.' },
          showWhen: { param: 'source', is: ['item'] },
          expression: false,
          advanced: true,
        }),
      }),
    ),
  }
}

export interface FileSource {
  readonly source: 'chosen' | 'item'
  readonly file?: FileParam
  readonly fileField?: string
}

/** The files that are meant, one after the other. @throws UserError where one isn't there. */
export async function* sourceFiles(context: Pick<AllContext<FileSource>, 'params' | 'files' | 'input'>): AsyncGenerator<FileRef> {
  const { params, files } = context
  if (params.source === 'chosen') {
    if (params.file === undefined) throw fileNotChosen()
    yield await files.chosen(params.file)
    return
  }
  let row = 0
  for await (const item of context.input()) yield receivedFile(item, params.fileField ?? '', row++)
}

export function receivedFile(item: Item, wanted: string, row: number): FileRef {
  const files = item.files ?? {}
  const names = Object.keys(files)
  const name = wanted === '' ? names[0] : wanted
  const file = name === undefined || !Object.hasOwn(files, name) ? undefined : files[name]
  if (file === undefined) throw fileNotReceived(wanted === '' ? null : wanted, names, row)
  return file
}
