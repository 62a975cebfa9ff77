import type { CredentialStore, StoredCredential } from '@maillon/storage'
import { openCredential, type CredentialReader, type Keyring, type OpenedCredential } from '@maillon/vault'

/** Opens credentials of the table with the keys of this installation. */
export class StoredCredentialReader implements CredentialReader {
  constructor(
    private readonly store: CredentialStore,
    private readonly keyring: Keyring,
  ) {}

  async open(workspaceId: string, id: string): Promise<OpenedCredential | null> {
    // Ids come from documents: what isn't one is simply not there.
    const stored = uuid.test(id) ? await this.store.find(workspaceId, id) : null
    return stored === null ? null : this.openStored(stored)
  }

  openStored(stored: StoredCredential): OpenedCredential {
    const { id, name, type, hosts, visible, sealed } = stored
    return { id, name, type, hosts, values: { ...visible, ...openCredential(sealed, { keyring: this.keyring, rowId: id }) } }
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
