import type { CellArea, RawCell, RawRow } from './raw-row.js'

/** Only what stands in the area; columns keep their place. Null: everything. */
export async function* withinArea(rows: AsyncIterable<RawRow>, area: CellArea | null): AsyncIterable<RawRow> {
  for await (const row of rows) {
    if (area === null) {
      yield row
      continue
    }
    const index = row.number - 1
    if (index > area.bottom) return
    if (index < area.top) continue
    yield { number: row.number, cells: row.cells.slice(0, area.right + 1).map((cell, at) => (at < area.left ? null : cell)) }
  }
}

/** Each cell of a merged area gets the value of its first one. */
export async function* fillMerged(rows: AsyncIterable<RawRow>, merges: readonly CellArea[]): AsyncIterable<RawRow> {
  const waiting = [...merges].sort((left, right) => left.top - right.top)
  let active: { readonly area: CellArea; value: RawCell }[] = []
  for await (const row of rows) {
    const index = row.number - 1
    active = active.filter(({ area }) => area.bottom >= index)
    for (let next = waiting[0]; next !== undefined && next.top <= index; next = waiting[0]) {
      waiting.shift()
      if (next.bottom >= index) active.push({ area: next, value: next.top === index ? (row.cells[next.left] ?? null) : null })
    }
    if (active.length === 0) {
      yield row
      continue
    }
    const cells: RawCell[] = [...row.cells]
    for (const { area, value } of active) for (let at = area.left; at <= area.right; at++) cells[at] = value
    yield { number: row.number, cells: Array.from(cells, (cell) => cell ?? null) }
  }
}
