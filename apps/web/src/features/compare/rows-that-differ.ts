import type { ItemsPage } from '@maillon/api-contract'

type Item = ItemsPage['items'][number]

/** For each row the fields whose values differ from the row at the same place on the other side; a row without a counterpart differs in all. */
export function fieldsThatDiffer(rows: readonly Item[], others: readonly (Item | undefined)[]): readonly ReadonlySet<string>[] {
  return rows.map(({ json }, index) => {
    const other = others[index]?.json
    return new Set(Object.keys(json).filter((field) => other === undefined || JSON.stringify(json[field]) !== JSON.stringify(other[field])))
  })
}
