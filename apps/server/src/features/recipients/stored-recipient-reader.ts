import type { WorkspacePorts } from '@maillon/node-host'
import type { DirectoryChoice, DirectoryRecipient, RecipientType } from '@maillon/node-sdk'
import type { RecipientStore, StoredRecipient } from '@maillon/storage'
import { openCredential, type Keyring } from '@maillon/vault'

/** Finds the recipients that a flow names. By id; by name where the id means nothing here (a flow that came from elsewhere). */
export class StoredRecipientReader {
  constructor(
    private readonly store: RecipientStore,
    private readonly keyring: Keyring,
  ) {}

  async resolve(workspaceId: string, choices: readonly DirectoryChoice[]): ReturnType<WorkspacePorts['recipients']['resolve']> {
    const all = await this.store.all(workspaceId)
    const found = new Map<string, StoredRecipient>()
    const missing: DirectoryChoice[] = []
    for (const choice of choices) {
      const fitting = fittingOf(all, choice)
      if (fitting.length === 0) missing.push(choice)
      for (const recipient of fitting) found.set(recipient.id, recipient)
    }
    return { recipients: [...found.values()].map((recipient) => this.#open(recipient)), missing }
  }

  #open({ id, name, type, address, sealed, isActive }: StoredRecipient): DirectoryRecipient {
    const opened = sealed === null ? null : openCredential(sealed, { keyring: this.keyring, rowId: id })
    return { id, name, type: type as RecipientType, address: typeof opened?.['url'] === 'string' ? opened['url'] : address, isActive }
  }
}

function fittingOf(all: readonly StoredRecipient[], { kind, id, name }: DirectoryChoice): readonly StoredRecipient[] {
  if (kind === 'group') return all.filter(({ groups }) => groups.includes(id))
  const byId = all.filter((recipient) => recipient.id === id)
  return byId.length > 0 ? byId : all.filter((recipient) => recipient.name === name)
}
