/** What the fonts that come along (Roboto) can draw; from their character maps. */
const unknown =
  /[^\t\n\r\u0020-\u007e\u00a0-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u02bc\u02c6\u02c7\u02d8-\u02dd\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0486\u0488-\u0513\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2000-\u200b\u2010\u2011\u2013-\u2015\u2017-\u201e\u2020-\u2022\u2025-\u2027\u2030\u2032\u2033\u2039\u203a\u2044\u2070\u2074-\u208e\u20a3\u20a4\u20a6-\u20ac\u20b9\u20ba\u20bd\u2105\u2113\u2116\u2122\u2126\u215b-\u215e\u2202\u2206\u220f\u2211\u2212\u221a\u221e\u222b\u2248\u2260\u2264\u2265\u25ca\u25cf]/gu

const similar: ReadonlyMap<string, string> = new Map([
  ['\u202f', '\u00a0'], ['\u2192', '->'], ['\u2190', '<-'], ['\u21d2', '=>'], ['\u2713', '\u221a'], ['\u2714', '\u221a'], ['\u2012', '\u2013'], ['\u25e6', '\u2022'], ['\u25aa', '\u2022'], ['\u25a0', '\u25cf'], ['\ufe0f', ''], ['\u200d', ''], ['\ufeff', ''],
])

/** A text of characters that the fonts have; others become similar ones, or a question mark, and are told. */
export function knownCharacters(text: string, onLacking: (character: string) => void): string {
  return text.normalize('NFC').replace(unknown, (character) => {
    const replacement = similar.get(character)
    if (replacement !== undefined) return replacement
    if (/\p{Cc}|\p{Cf}/u.test(character)) return ''
    onLacking(character)
    return '?'
  })
}
