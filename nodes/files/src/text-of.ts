import { userError } from '@maillon/node-sdk'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** The encoding of a text by its first bytes: a mark says it, or the zero bytes of UTF-16; else UTF-8 where it is valid, else Windows-1252. */
export function guessEncoding(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const zeros = zerosOf(start.subarray(0, 400))
  if (zeros.odd > 50 && zeros.even === 0) return 'utf-16le'
  if (zeros.even > 50 && zeros.odd === 0) return 'utf-16be'
  try {
    // The start may end in the middle of a character: `stream` allows that.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

function zerosOf(start: Uint8Array): { readonly even: number; readonly odd: number } {
  const counts = { even: 0, odd: 0 }
  for (const [at, byte] of start.entries()) if (byte === 0) counts[at % 2 === 0 ? 'even' : 'odd'] += 1
  return counts
}

/**
 * Bytes as text, piece by piece, without byte order mark.
 * @param name of the file, for the error
 * @throws UserError where it is no text
 */
export async function* textPieces(bytes: AsyncIterable<Uint8Array>, name: string, encoding: Encoding | 'auto' = 'auto'): AsyncIterable<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for await (const piece of bytes) {
    if (piece.byteLength === 0) continue
    decoder ??= new TextDecoder(encoding === 'auto' ? guessEncoding(piece) : encoding)
    const text = decoder.decode(piece, { stream: true })
    if (text.includes('\0')) throw notText(name)
    yield text
  }
  if (decoder !== null) yield decoder.decode()
}

export async function textOf(bytes: AsyncIterable<Uint8Array>, name: string, encoding: Encoding | 'auto' = 'auto'): Promise<string> {
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
