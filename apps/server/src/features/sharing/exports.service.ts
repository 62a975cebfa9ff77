import { flowFileLimits, flowFileText, sharedFlow, type FlowDocument } from '@maillon/flow-document'
import type { LayeredPackages } from '@maillon/node-host'
import { CredentialStore, FlowStore, FlowTestStore, ImportStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { PACKAGES } from '../../platform/tokens.js'
import { sharedTestText } from '../flow-tests/flow-test-runner.service.js'
import { packageOf } from './package-of.js'

export interface ExportChoice {
  /** Rows that were pinned for tests. */
  readonly withSamples: boolean
  /** Tests of the flows: they hold rows of real runs. */
  readonly withTests: boolean
}

/** Flows as files. What goes out is `sharedFlow`: no value of a credential is ever read here. */
@Injectable()
export class ExportsService {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(ImportStore) private readonly imports: ImportStore,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(PACKAGES) private readonly packages: LayeredPackages,
    @Inject(FlowTestStore) private readonly flowTests: FlowTestStore,
  ) {}

  /** @param ids null: every flow. @throws MaillonError API_RESOURCE_MISSING where one of them isn't this workspace's, FLOW_EXPORT_TOO_MANY, FLOW_EXPORT_TOO_LARGE */
  async text(caller: CallerIdentity, ids: readonly string[] | null, { withSamples, withTests }: ExportChoice): Promise<{ readonly name: string; readonly text: string }> {
    const wanted = ids ?? (await this.flows.list(caller.workspace.id)).map(({ id }) => id)
    if (wanted.length > flowFileLimits.flows) throw apiError('FLOW_EXPORT_TOO_MANY', { limit: flowFileLimits.flows })
    const documents: FlowDocument[] = []
    for (const id of new Set(wanted)) {
      const flow = await this.flows.find(caller.workspace.id, id)
      if (flow === null) throw missing()
      documents.push({ ...flow.draft, id })
    }
    const shared = await this.#shared(caller.workspace.id, documents, withSamples)
    const text = flowFileText(shared, withTests ? await this.#tests(documents, shared) : [])
    if (text.length > flowFileLimits.length) throw apiError('FLOW_EXPORT_TOO_LARGE', { limit: flowFileLimits.length })
    const [only, ...others] = documents
    return { name: only !== undefined && others.length === 0 ? only.name : caller.workspace.name, text }
  }

  async #tests(documents: readonly FlowDocument[], shared: readonly FlowDocument[]): Promise<readonly string[]> {
    const texts: string[] = []
    for (const [index, { id }] of documents.entries()) {
      for (const stored of await this.flowTests.ofFlow(id)) texts.push(sharedTestText(stored, shared[index]?.id ?? id))
    }
    return texts
  }

  async #shared(workspaceId: string, documents: readonly FlowDocument[], withSamples: boolean): Promise<readonly FlowDocument[]> {
    const [origins, credentials] = await Promise.all([this.imports.origins(workspaceId), this.credentials.list(workspaceId)])
    const originOf = new Map(origins.map(({ flowId, originId }) => [flowId, originId]))
    const types = new Map(credentials.map(({ id, type }) => [id, type]))
    return documents.map((document) =>
      sharedFlow(document, {
        catalogue: this.packages.catalogue,
        packageOf: (type, version) => packageOf(this.packages, { type, version }),
        credentialType: (id) => types.get(id) ?? null,
        originOf: (id) => originOf.get(id) ?? id,
        withSamples,
      }),
    )
  }
}
