import type { Sale } from './sales-api.js'

export interface Price {
  readonly reference: string
  readonly product: string
  readonly unitPrice: number
}

/** The shop's price list: what the user's workbook holds. */
export const prices: readonly Price[] = [
  { reference: 'CAF-250', product: 'Café moulu 250 g', unitPrice: 4.9 },
  { reference: 'THE-100', product: 'Thé vert 100 g', unitPrice: 7.25 },
  { reference: 'CHO-200', product: 'Chocolat noir 200 g', unitPrice: 3.6 },
  { reference: 'MIE-500', product: 'Miel de lavande 500 g', unitPrice: 11.8 },
  { reference: 'CON-340', product: 'Confiture d’abricot 340 g', unitPrice: 4.15 },
  { reference: 'HUI-750', product: 'Huile d’olive 75 cl', unitPrice: 14.5 },
  { reference: 'BIS-180', product: 'Biscuits au beurre 180 g', unitPrice: 2.95 },
  { reference: 'SEL-250', product: 'Fleur de sel 250 g', unitPrice: 5.4 },
]

/** 57 sales of one day, so three pages of the API; every product is sold at least once. */
export function salesOf(date: string): readonly Sale[] {
  return Array.from({ length: 57 }, (_, index) => ({
    id: 1000 + index,
    sku: prices[(index * 5 + Math.floor(index / 7)) % prices.length]?.reference ?? '',
    quantity: 1 + ((index * 7) % 4),
    soldAt: `${date}T${String(8 + (index % 11)).padStart(2, '0')}:${String((index * 13) % 60).padStart(2, '0')}:00Z`,
  }))
}

/** What the report must say about a day, computed the plain way in cents. */
export interface ExpectedReport {
  readonly totalCents: number
  readonly meanByProduct: ReadonlyMap<string, number>
  /** Products by turnover, best first. */
  readonly bestFive: readonly { readonly product: string; readonly cents: number }[]
}

export function expectedReport(sales: readonly Sale[]): ExpectedReport {
  const byReference = new Map(prices.map((price) => [price.reference, price]))
  const amounts = new Map<string, number[]>()
  for (const sale of sales) {
    const price = byReference.get(sale.sku)
    if (price === undefined) continue
    amounts.set(price.product, [...(amounts.get(price.product) ?? []), Math.round(price.unitPrice * 100) * sale.quantity])
  }
  const sums = [...amounts].map(([product, cents]) => ({ product, cents: cents.reduce((sum, value) => sum + value, 0) }))
  return {
    totalCents: sums.reduce((sum, entry) => sum + entry.cents, 0),
    meanByProduct: new Map([...amounts].map(([product, cents]) => [product, cents.reduce((sum, value) => sum + value, 0) / cents.length / 100])),
    bestFive: sums.toSorted((one, other) => other.cents - one.cents).slice(0, 5),
  }
}
