import { writeXlsx } from 'hucre'
import { prices } from './day-of-sales.js'

/** The price list as the shop keeps it: one sheet « Tarifs » with a header row. */
export async function pricesWorkbook(): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [{ name: 'Tarifs', rows: [['Référence', 'Produit', 'Prix unitaire'], ...prices.map((price) => [price.reference, price.product, price.unitPrice])] }],
  })
}
