import { isUuid } from '@maillon/kernel'
import type { CredentialStore, StoredCredential } from '@maillon/storage'
import { openCredential, sealCredential, type CredentialReader, type Keyring, type OpenedCredential } from '@maillon/vault'

/** Opens credentials of the table with the keys of this installation. */
export class StoredCredentialReader implements CredentialReader {
  constructor(
    private readonly store: CredentialStore,
    private readonly keyring: Keyring,
  ) {}

  async open(workspaceId: string, id: string): Promise<OpenedCredential | null> {
    // Ids come from documents: what isn't one is simply not there.
    const stored = isUuid(id) ? await this.store.find(workspaceId, id) : null
    return stored === null ? null : this.openStored(stored)
  }

  /** Tries again where somebody else changed the credential in between: the token that the service gave last must not be lost. */
  async renew(workspaceId: string, id: string, secrets: { readonly [field: string]: string }): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const stored = await this.store.find(workspaceId, id)
      if (stored === null) return
      const { updatedAt, ...kept } = stored
      const sealed = sealCredential({ ...openCredential(stored.sealed, { keyring: this.keyring, rowId: id }), ...secrets }, { keyring: this.keyring, rowId: id })
      const secretsSet = [...new Set([...stored.secretsSet, ...Object.keys(secrets)])]
      if (await this.store.change({ ...kept, secretsSet, sealed: { ...sealed } }, updatedAt)) return
    }
    throw new Error('The credential is being changed all the time')
  }

  openStored(stored: StoredCredential): OpenedCredential {
    const { id, name, type, hosts, visible, sealed } = stored
    return { id, name, type, hosts, values: { ...visible, ...openCredential(sealed, { keyring: this.keyring, rowId: id }) } }
  }
}
