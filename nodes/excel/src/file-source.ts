import { choiceParam, eachRowStreamed, fileParam, Type, ui, type AllContext, type FileRef, type FileParam, type Item } from '@maillon/node-sdk'
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

/**
 * Work on the files that are meant, one after the other; `emit` is where their rows go. Of files that come in by rows, one that can't be
 * opened is its row's failure. @throws UserError where the chosen one isn't there.
 */
export async function eachSourceFile(context: AllContext<FileSource>, work: (file: FileRef, emit: AllContext<unknown>['emit']) => Promise<void>): Promise<void> {
  const { params, files } = context
  if (params.source === 'item') return eachRowStreamed(context, (item, row, emit) => work(receivedFile(item, params.fileField ?? '', row), emit))
  if (params.file === undefined) throw fileNotChosen()
  return work(await files.chosen(params.file), context.emit)
}

export function receivedFile(item: Item, wanted: string, row: number): FileRef {
  const files = item.files ?? {}
  const names = Object.keys(files)
  const name = wanted === '' ? names[0] : wanted
  const file = name === undefined || !Object.hasOwn(files, name) ? undefined : files[name]
  if (file === undefined) throw fileNotReceived(wanted === '' ? null : wanted, names, row)
  return file
}
