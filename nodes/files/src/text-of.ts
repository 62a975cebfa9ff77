import { decodedText, userError, type TextEncoding } from '@maillon/node-sdk'

/**
 * Bytes as text, piece by piece, without byte order mark.
 * @param name of the file, for the error
 * @throws UserError where it is no text
 */
export async function* textPieces(bytes: AsyncIterable<Uint8Array>, name: string, encoding: TextEncoding | 'auto' = 'auto'): AsyncIterable<string> {
  for await (const text of decodedText(bytes, { name, encoding })) {
    if (text.includes('\0')) throw notText(name)
    yield text
  }
}

export async function textOf(bytes: AsyncIterable<Uint8Array>, name: string, encoding: TextEncoding | 'auto' = 'auto'): Promise<string> {
  const pieces: string[] = []
  for await (const piece of textPieces(bytes, name, encoding)) pieces.push(piece)
  return pieces.join('')
}

function notText(name: string) {
  return userError({
    code: 'FILES_TEXT_EXPECTED',
    text: { fr: `Le fichier « ${name} » n’est pas un texte.`, en: `The file “${name}” is not a text.` },
    hint: { fr: 'Un classeur se lit avec « Lire un classeur », une archive avec « Décompresser » ; sinon, choisissez son encodage.', en: 'A workbook is read by “Read a workbook”, an archive by “Unzip”; otherwise choose its encoding.' },
    field: '/as',
  })
}
