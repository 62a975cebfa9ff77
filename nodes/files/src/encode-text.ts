import { userError } from '@maillon/node-sdk'

/** How a text is written. `utf-8-bom` is what Excel reads with its accents. */
export const writtenEncodings = ['utf-8-bom', 'utf-8', 'utf-16le', 'windows-1252'] as const
export type WrittenEncoding = (typeof writtenEncodings)[number]

/** The characters of Windows-1252 from 0x80 to 0x9F; a space stands where it has none. */
const windowsOnly = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/** Texts as bytes, piece by piece; with a byte order mark where the encoding has one. @throws UserError naming the first character that it lacks */
export async function* encoded(texts: AsyncIterable<string>, encoding: WrittenEncoding): AsyncIterable<Uint8Array> {
  if (encoding === 'utf-8-bom' || encoding === 'utf-16le') yield Buffer.from('\ufeff', encoding === 'utf-16le' ? 'utf16le' : 'utf8')
  for await (const text of texts) yield encoding === 'windows-1252' ? windowsBytes(text) : Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : 'utf8')
}

function windowsBytes(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x80 || (code > 0x9f && code <= 0xff)) continue
    const found = text[at] === ' ' ? -1 : windowsOnly.indexOf(text[at] ?? '')
    if (found === -1) throw notInEncoding(String.fromCodePoint(text.codePointAt(at) ?? code))
    bytes[at] = 0x80 + found
  }
  return bytes
}

function notInEncoding(character: string) {
  return userError({
    code: 'FILES_CHARACTER_LACKING',
    text: { fr: `Le caractère « ${character} » n’existe pas dans l’encodage Windows-1252.`, en: `The character “${character}” does not exist in the encoding Windows-1252.` },
    hint: { fr: 'Choisissez UTF-8, ou remplacez ce caractère.', en: 'Choose UTF-8, or replace this character.' },
    field: '/encoding',
  })
}
