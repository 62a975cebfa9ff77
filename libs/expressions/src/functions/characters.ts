const surrogates = /[\ud800-\udfff]/

/** A part of a text by characters: an emoji is one and is never cut into halves (half of one can't be stored). */
export function sliceCharacters(text: string, from: number, to?: number): string {
  return surrogates.test(text) ? Array.from(text).slice(from, to).join('') : text.slice(from, to)
}

/** How many characters; an emoji of one code point is one. */
export function countCharacters(text: string): number {
  return surrogates.test(text) ? Array.from(text).length : text.length
}
