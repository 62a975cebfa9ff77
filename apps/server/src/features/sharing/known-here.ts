import type { ThingKind } from '@maillon/api-contract'
import type { FlowNeeds, NamedThing } from '@maillon/compiler'
import { assertNever, isUuid } from '@maillon/kernel'
import { CredentialStore, FileStore, FlowStore, ImportStore, RecipientStore, VariableStore, type FlowOrigin, type StoredRecipient, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { sampleAccounts } from '../samples/sample-accounts.js'

export interface KnownCredential {
  readonly id: string
  readonly name: string
  readonly type: string
}

/** Something here for something of a file: the very one, or one of the same name. */
export type StandIn = NamedThing & { readonly because: 'same' | 'name' }

/** What of a workspace may stand for something that a file names. */
export interface KnownHere {
  readonly credentials: readonly KnownCredential[]
  readonly flows: readonly NamedThing[]
  /** By the id that stands in files: the flow here, and what was chosen for it. */
  readonly origins: ReadonlyMap<string, Omit<FlowOrigin, 'originId'>>
  file(file: NamedThing): NamedThing | null
  /** The thing with this id (a group's and a variable's is its name). Null: there is none. */
  named(kind: ThingKind, id: string): NamedThing | null
  /** Null: nothing is known to. */
  standsFor(kind: ThingKind, thing: NamedThing): StandIn | null
}


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
    const originOf = new Map(origins.map(({ originId, ...origin }) => [originId, origin]))
    return {
      credentials: [...credentials.map(({ id, name, type }) => ({ id, name, type })), ...sampleAccounts.map(({ id, name, type }) => ({ id, name: name[locale], type }))],
      flows: flows.map(({ id, name }) => ({ id, name })),
      origins: originOf,
      file: ({ id, name }) => files.get(id) ?? files.get(`name ${name}`) ?? null,
      ...thingsHere({ flows, recipients, variables: variables.map(({ name }) => name), flowOfOrigin: (id) => originOf.get(id)?.flowId }),
    }
  }

  async #files(workspaceId: string, wanted: readonly NamedThing[]): Promise<ReadonlyMap<string, NamedThing>> {
    const found = new Map<string, NamedThing>()
    for (const { id, name } of wanted) {
      const same = isUuid(id) ? await this.files.find(workspaceId, id) : null
      if (same !== null) found.set(id, same)
      const named = await this.files.findByName(workspaceId, name)
      if (named !== null) found.set(`name ${name}`, named)
    }
    return found
  }
}

interface ThingsHere {
  readonly flows: readonly NamedThing[]
  readonly recipients: readonly Pick<StoredRecipient, 'id' | 'name' | 'groups'>[]
  readonly variables: readonly string[]
  readonly flowOfOrigin: (id: string) => string | undefined
}

function thingsHere({ flows, recipients, variables, flowOfOrigin }: ThingsHere): Pick<KnownHere, 'named' | 'standsFor'> {
  const alike = (names: Iterable<string>): readonly NamedThing[] => [...new Set(names)].map((name) => ({ id: name, name }))
  const lists: { readonly [Kind in ThingKind]: readonly NamedThing[] } = {
    recipient: recipients.map(({ id, name }) => ({ id, name })), group: alike(recipients.flatMap(({ groups }) => groups)), variable: alike(variables), flow: flows.map(({ id, name }) => ({ id, name })),
  }
  const named = (kind: ThingKind, id: string): NamedThing | null => lists[kind].find((thing) => thing.id === id) ?? null
  return {
    named,
    standsFor(kind, { id, name }) {
      switch (kind) {
        case 'recipient':
        case 'flow': {
          const same = named(kind, kind === 'flow' ? (flowOfOrigin(id) ?? id) : id)
          const alike = lists[kind].find((thing) => thing.name === name)
          return same !== null ? { ...same, because: 'same' } : alike === undefined ? null : { ...alike, because: 'name' }
        }
        case 'group':
        case 'variable': {
          const same = named(kind, id === '' ? name : id)
          return same === null ? null : { ...same, because: 'name' }
        }
        default:
          return assertNever(kind)
      }
    },
  }
}
