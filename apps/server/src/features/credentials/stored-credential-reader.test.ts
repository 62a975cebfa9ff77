import { randomBytes } from 'node:crypto'
import type { CredentialStore, StoredCredential } from '@maillon/storage'
import { createKeyring, masterKey, sealCredential } from '@maillon/vault'
import { expect, it } from 'vitest'
import { StoredCredentialReader } from './stored-credential-reader.js'

const id = '0190a0a0-0000-7000-8000-000000000001'
const keyring = createKeyring(masterKey(randomBytes(32)))

/** One row with compare-and-set, as the table has it; `meanwhile` is done once between a reading and the change after it. */
function oneRow(secrets: { readonly [field: string]: string }, meanwhile: (row: StoredCredential) => StoredCredential = (row) => row) {
  let disturb = true
  const state = {
    row: {
      id, workspaceId: 'w1', name: 'Drive', type: 'oauth2-code', visible: { clientId: 'me' }, hosts: ['a.example:443'], secretsSet: Object.keys(secrets),
      sealed: { ...sealCredential(secrets, { keyring, rowId: id }) }, updatedAt: new Date(1),
    } satisfies StoredCredential as StoredCredential,
  }
  const store = {
    find: async (workspaceId: string) => (workspaceId === 'w1' ? state.row : null),
    change: async (changed: Omit<StoredCredential, 'updatedAt'>, readAt: Date) => {
      if (disturb) state.row = meanwhile(state.row)
      disturb = false
      if (state.row.updatedAt.getTime() !== readAt.getTime()) return false
      state.row = { ...changed, updatedAt: new Date(readAt.getTime() + 1) }
      return true
    },
  }
  return { state, reader: new StoredCredentialReader(store as unknown as CredentialStore, keyring) }
}

it('seals a renewed token in the place of the old one, and leaves everything else', async () => {
  const { state, reader } = oneRow({ clientSecret: 's', refreshToken: 'old' })
  await reader.renew('w1', id, { refreshToken: 'renewed-token-1' })
  expect(reader.openStored(state.row)).toMatchObject({ name: 'Drive', hosts: ['a.example:443'], values: { clientId: 'me', clientSecret: 's', refreshToken: 'renewed-token-1' } })
  expect(JSON.stringify(state.row)).not.toContain('renewed-token')
})

it('loses neither the token nor a change that somebody makes in the same moment', async () => {
  const { state, reader } = oneRow({ refreshToken: 'old' }, (row) => ({ ...row, name: 'Renamed', updatedAt: new Date(99) }))
  await reader.renew('w1', id, { refreshToken: 'renewed-token-1' })
  expect(reader.openStored(state.row)).toMatchObject({ name: 'Renamed', values: { refreshToken: 'renewed-token-1' } })
})

it('renews nothing of another workspace', async () => {
  const { state, reader } = oneRow({ refreshToken: 'old' })
  await reader.renew('w2', id, { refreshToken: 'renewed-token-1' })
  expect(reader.openStored(state.row).values['refreshToken']).toBe('old')
})
