import type { FlowNeeds } from '@maillon/compiler'
import { CredentialStore, FileStore, FlowStore, ImportStore, RecipientStore, VariableStore, type AccountMap, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { sampleAccounts } from '../samples/sample-accounts.js'

export interface KnownCredential {
  readonly id: string
  readonly name: string
  readonly type: string
}

type Named = { readonly id: string; readonly name: string }

/** What of a workspace may stand for something that a file names. */
export interface KnownHere {
  readonly credentials: readonly KnownCredential[]
  readonly flows: readonly Named[]
  /** By the id that stands in files: the flow here, and the accounts that were chosen for it. */
  readonly origins: ReadonlyMap<string, { readonly flowId: string; readonly accounts: AccountMap }>
  readonly variables: ReadonlySet<string>
  file(file: Named): Named | null
  recipient(choice: Named & { readonly kind: 'recipient' | 'group' }): Named | null
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

@Injectable()
export class KnownHereReader {
  constructor(
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(ImportStore) private readonly imports: ImportStore,
    @Inject(RecipientStore) private readonly recipients: RecipientStore,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(VariableStore) private readonly variables: VariableStore,
  ) {}

  async read({ id: workspaceId, locale }: Workspace, needs: readonly FlowNeeds[]): Promise<KnownHere> {
    const [credentials, flows, origins, recipients, variables, files] = await Promise.all([
      this.credentials.list(workspaceId), this.flows.list(workspaceId), this.imports.origins(workspaceId), this.recipients.all(workspaceId), this.variables.list(workspaceId),
      this.#files(workspaceId, needs.flatMap((need) => need.files)),
    ])
    const groups = new Set(recipients.flatMap((recipient) => recipient.groups))
    return {
      credentials: [...credentials.map(({ id, name, type }) => ({ id, name, type })), ...sampleAccounts.map(({ id, name, type }) => ({ id, name: name[locale], type }))],
      flows: flows.map(({ id, name }) => ({ id, name })),
      origins: new Map(origins.map(({ originId, flowId, accounts }) => [originId, { flowId, accounts }])),
      variables: new Set(variables.map(({ name }) => name)),
      file: ({ id, name }) => files.get(id) ?? files.get(`name ${name}`) ?? null,
      recipient: ({ kind, id, name }) => (kind === 'group' ? (groups.has(id) ? { id, name: id } : null) : (recipients.find((one) => one.id === id) ?? recipients.find((one) => one.name === name) ?? null)),
    }
  }

  async #files(workspaceId: string, wanted: readonly Named[]): Promise<ReadonlyMap<string, Named>> {
    const found = new Map<string, Named>()
    for (const { id, name } of wanted) {
      const same = uuid.test(id) ? await this.files.find(workspaceId, id) : null
      if (same !== null) found.set(id, same)
      const named = await this.files.findByName(workspaceId, name)
      if (named !== null) found.set(`name ${name}`, named)
    }
    return found
  }
}
