import type { JsonObject } from '@maillon/kernel'

/** What the sample service answers with, the same at every call. `today` is a day as `yyyy-MM-dd`. */
export function demoAnswer(path: string, today: string): JsonObject | null {
  const list = lists[path]
  return list === undefined ? null : { [path.slice(1)]: list(today) }
}

const products = [
  { product: 'Café 1 kg', price: 14.9 },
  { product: 'Thé vert 100 g', price: 6.5 },
  { product: 'Miel de lavande', price: 9.8 },
  { product: 'Huile d’olive 75 cl', price: 12.4 },
  { product: 'Savon de Marseille', price: 3.2 },
] as const

const lists: { readonly [path: string]: (today: string) => readonly JsonObject[] } = {
  '/sales': (today) =>
    Array.from({ length: 24 }, (_, index) => {
      const { product, price } = products[(index * 7) % products.length] ?? products[0]
      const quantity = 1 + ((index * 5) % 6)
      return { id: 1001 + index, day: dayBefore(today, 1), product, quantity, price, amount: Math.round(quantity * price * 100) / 100 }
    }),
  '/stock': () => products.map(({ product }, index) => ({ product, quantity: [42, 3, 17, 0, 8][index] ?? 0, minimum: 10 })),
  '/tickets': (today) =>
    [
      ['Imprimante en panne', 'open', 'high', 3],
      ['Mot de passe oublié', 'closed', 'low', 2],
      ['Écran noir au démarrage', 'open', 'high', 5],
      ['Nouveau poste pour Léa', 'open', 'normal', 1],
      ['Facture introuvable', 'closed', 'normal', 9],
      ['Accès au dossier partagé', 'open', 'low', 12],
    ].map(([title, state, priority, age], index) => ({ number: 310 + index, title: String(title), state: String(state), priority: String(priority), opened: dayBefore(today, Number(age)) })),
}

function dayBefore(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() - days)
  return at.toISOString().slice(0, 10)
}
