/** `0` is A, `26` is AA. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) letters = String.fromCharCode(65 + (rest % 26)) + letters
  return letters
}

/** `A` is 0, `AA` is 26. */
export function columnIndex(letters: string): number {
  let index = 0
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}

/** A cell's place; the row is 1-based as the sheet shows it, the column 0-based. */
export interface CellPlace {
  readonly row: number
  readonly column: number
}

/** `B3`, `$B$3` or `b3`. Null where it is no address of a cell of Excel's grid. */
export function placeOf(address: string): CellPlace | null {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(address.trim())
  if (match === null) return null
  const place = { row: Number(match[2]), column: columnIndex(match[1] ?? '') }
  return place.row <= 1_048_576 && place.column < 16_384 ? place : null
}

export function addressOf({ row, column }: CellPlace): string {
  return `${columnLetters(column)}${row}`
}
