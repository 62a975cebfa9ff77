import { fatalError, type Json } from '@maillon/node-sdk'

const longestCell = 50_000

/** A value as a cell takes it. Lists and objects become their JSON; nothing becomes an empty cell. @throws where a text is longer than a cell takes */
export function cellValue(value: Json | undefined): string | number | boolean {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length <= longestCell) return text
  throw fatalError({
    code: 'SHEETS_CELL_TOO_LONG',
    text: {
      fr: `Un texte de ${text.length} caractères ne tient pas dans une cellule (${longestCell} au plus).`,
      en: `A text of ${text.length} characters does not fit a cell (${longestCell} at most).`,
    },
    hint: { fr: 'Raccourcissez-le, ou laissez cette colonne de côté.', en: 'Shorten it, or leave this column out.' },
  })
}

/** Names of columns from a row of cells: unique, none empty. */
export function headerNames(cells: readonly Json[]): readonly string[] {
  const names: string[] = []
  const taken = new Set(['__proto__', 'constructor', 'prototype'])
  cells.forEach((cell, index) => {
    const plain = String(cell ?? '').trim() || `column${index + 1}`
    let name = plain
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`
    taken.add(name)
    names.push(name)
  })
  return names
}
