import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeXlsxStream } from 'hucre/xlsx'

type Cell = string | number | boolean | Date

const titles = ['facture', 'jour', 'ville', 'produit', 'client', 'quantité', 'prix', 'montant', 'statut', 'payé']
const cities = ['Lyon', 'Nice', 'Paris', 'Lille', 'Nantes', 'Rennes', 'Brest', 'Metz']

/** Sales as a shop would export them: numbers, dates, short texts of which some repeat, decimals with cents. */
export async function salesWorkbook(path: string, { rows, columns }: { readonly rows: number; readonly columns: number }): Promise<void> {
  const headers = titles.slice(0, columns).map((header) => ({ header, ...(header === 'jour' ? { numFmt: 'dd/mm/yyyy' } : {}) }))
  await pipeline(Readable.from(writeXlsxStream(salesRows(rows, columns), { name: 'Ventes', columns: headers })), createWriteStream(path))
}

function* salesRows(rows: number, columns: number): Generator<Cell[]> {
  for (let n = 0; n < rows; n += 1) {
    const quantity = 1 + (n % 9)
    const cents = (n * 37) % 10_000
    const day = new Date(Date.UTC(2026, 0, 1 + (n % 365)))
    const cells: Cell[] = [`FAC-${100_000 + n}`, day, cities[n % 8] ?? '', `Produit ${(n * 7) % 40}`, `Client ${(n * 7919) % 50_000}`, quantity, cents / 100, (quantity * cents) / 100, n % 3 === 0 ? 'livré' : 'en cours', n % 2 === 0]
    yield cells.slice(0, columns)
  }
}
