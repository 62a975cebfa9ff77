import { userError } from './errors.js'

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type TextEncoding = (typeof textEncodings)[number]

export interface TextSource {
  /** Of the file, for the error. */
  readonly name: string
  /** `auto`: by the first bytes, see `guessTextEncoding`. Default `auto`. */
  readonly encoding?: TextEncoding | 'auto'
}

/** The encoding of a text by its first bytes: a mark says it, or the zero bytes of UTF-16; else UTF-8 where it is valid, else Windows-1252. */
export function guessTextEncoding(start: Uint8Array): TextEncoding {
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
 *
 * A text whose start has no accent is valid UTF-8 whatever it is: where the first accent turns out to be none of UTF-8, the text
 * is read as Windows-1252 from there on. No character is replaced silently, unless the encoding was said.
 * @throws UserError at `/encoding` where no guess fits all of the text
 */
export async function* decodedText(bytes: AsyncIterable<Uint8Array>, { name, encoding = 'auto' }: TextSource): AsyncIterable<string> {
  let decode: Decode | null = null
  for await (const piece of bytes) {
    if (piece.byteLength === 0) continue
    decode ??= decoderOf(encoding, piece, name)
    yield decode(piece)
  }
  if (decode !== null) yield decode(null)
}

/** @param piece null: there is no more. */
type Decode = (piece: Uint8Array | null) => string

function decoderOf(encoding: TextEncoding | 'auto', first: Uint8Array, name: string): Decode {
  const guessed = encoding === 'auto' ? guessTextEncoding(first) : encoding
  return encoding === 'auto' && guessed === 'utf-8' ? carefulUtf8(name, first[0] !== 0xef) : plainDecoder(guessed)
}

function plainDecoder(encoding: TextEncoding): Decode {
  const decoder = new TextDecoder(encoding)
  return (piece) => (piece === null ? decoder.decode() : decoder.decode(piece, { stream: true }))
}

/** @param unsure nothing says yet that it is UTF-8, such as a mark. */
function carefulUtf8(name: string, unsure: boolean): Decode {
  let isPlain = unsure
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  // Bytes of a character that went on in the next piece.
  let open = new Uint8Array(0)
  let instead: Decode | null = null
  return (piece) => {
    if (instead !== null) return instead(piece)
    const given = piece ?? new Uint8Array(0)
    const from = Buffer.concat([open, given])
    try {
      const text = piece === null ? utf8.decode() : utf8.decode(piece, { stream: true })
      isPlain &&= Buffer.byteLength(text) === text.length
      if (isPlain) open = Uint8Array.from(from.subarray(text.length))
      return text
    } catch {
      if (!isPlain) throw mixed(name)
      instead = plainDecoder('windows-1252')
      return piece === null ? instead(from) + instead(null) : instead(from)
    }
  }
}

function mixed(name: string) {
  return userError({
    code: 'TEXT_ENCODING_MIXED',
    text: { fr: `Le fichier « ${name} » contient des caractères qui ne sont ni tous en UTF-8, ni tous en Windows-1252, ou il est coupé.`, en: `The file “${name}” has characters that are neither all in UTF-8 nor all in Windows-1252, or it is cut off.` },
    hint: { fr: 'Enregistrez-le à nouveau en UTF-8, ou choisissez son encodage pour le lire tel quel : les caractères illisibles deviennent alors « � ».', en: 'Save it again as UTF-8, or choose its encoding to read it as it is: characters that cannot be read then become “�”.' },
    field: '/encoding',
  })
}
