import type { ApiClient } from '@maillon/api-contract'
import type { FurnishedHouse } from './furnish-house.js'

/** Whom and what a firm has beside its flows: an invitation, a program with a token, people to tell, a table, a variable. */
export async function furnishPeople(client: ApiClient, locale: 'fr' | 'en'): Promise<Pick<FurnishedHouse, 'invitationPath' | 'collectionId'>> {
  const isFrench = locale === 'fr'
  const { url } = await client.call('invite', { body: { email: 'alex@example.org', role: 'editor', permissions: [] } })
  await client.call('createToken', { body: { name: isFrench ? 'Logiciel de caisse' : 'Till software', role: 'operator', permissions: [], days: 90 } })
  for (const [name, address] of [['Camille Durand', 'camille@example.org'], ['Alex Martin', 'alex@example.org']] as const) {
    await client.call('createRecipient', { body: { type: 'email', name, address, isActive: true, groups: [isFrench ? 'Direction' : 'Management'] } })
  }
  await client.call('saveVariable', { params: { name: isFrench ? 'taux_tva' : 'vat_rate' }, body: { type: 'number', value: 20 } })
  const { id } = await client.call('createCollection', { body: { name: isFrench ? 'Clients' : 'Customers', keys: ['id'] } })
  for (const row of isFrench ? customersInFrench : customersInEnglish) await client.call('addCollectionRow', { params: { id }, body: { row } })
  return { invitationPath: new URL(url).pathname + new URL(url).hash, collectionId: id }
}

const customersInFrench = [
  { id: 'C-101', nom: 'Boulangerie Petit', ville: 'Rennes', plafond: 1500 },
  { id: 'C-102', nom: 'Garage Moreau', ville: 'Nantes', plafond: 4000 },
]
const customersInEnglish = [
  { id: 'C-101', name: 'Petit Bakery', city: 'Bristol', limit: 1500 },
  { id: 'C-102', name: 'Moreau Garage', city: 'Bath', limit: 4000 },
]
