import type { JsonObject } from '@maillon/kernel'
import type { SignedIn } from '../world/sign-in.js'

/** The rows of a collection, as its page shows them; null: there is no such collection. */
export async function collectionContent(user: SignedIn, name: string): Promise<readonly JsonObject[] | null> {
  const { collections } = await user.client.call('collections', {})
  const found = collections.find((collection) => collection.name === name)
  if (found === undefined) return null
  const rows: JsonObject[] = []
  for (;;) {
    const page = await user.client.call('collectionRows', { params: { id: found.id }, query: { offset: rows.length, limit: 200 } })
    rows.push(...page.rows.map(({ row }) => row as JsonObject))
    if (rows.length >= page.total) return rows
  }
}

/** Make a collection by hand and fill it. */
export async function fillCollection(user: SignedIn, about: { readonly name: string; readonly keys: readonly string[]; readonly rows: readonly JsonObject[] }): Promise<void> {
  const { id } = await user.client.call('createCollection', { body: { name: about.name, keys: [...about.keys] } })
  for (const row of about.rows) await user.client.call('addCollectionRow', { params: { id }, body: { row } })
}
