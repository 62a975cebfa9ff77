import { compile, flowInterface, type Compilation, type CompileContext, type KnownFlow } from '@maillon/compiler'
import type { FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { CredentialStore, FileStore, FlowStore, LaneStore, TriggerStore, VariableStore, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { Foundation } from '../../platform/foundation.js'
import { CATALOGUE, FOUNDATION } from '../../platform/tokens.js'
import { sampleAccounts } from '../samples/sample-accounts.js'

/** Compiles documents with what this server knows: credentials, files, addresses that other flows have. */
@Injectable()
export class FlowCompiler {
  constructor(
    @Inject(CATALOGUE) private readonly catalogue: NodeCatalogue,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(LaneStore) private readonly lanes: LaneStore,
    @Inject(VariableStore) private readonly variables: VariableStore,
    @Inject(FOUNDATION) private readonly on: Pick<Foundation, 'config' | 'clock'>,
  ) {}

  async compile(workspace: Workspace, document: FlowDocument): Promise<Compilation> {
    const context = await this.#context(workspace, document.id)
    return compile(document, this.catalogue, this.#namesFlows(document) ? { ...context, flows: await this.#flows(workspace, context) } : context)
  }

  /** Reading all flows costs something: only for a document that calls one, or names one for its failures. */
  #namesFlows({ nodes, settings }: FlowDocument): boolean {
    return settings.errorFlow !== undefined || nodes.some(({ type, version }) => this.catalogue.get(type, version)?.construct === 'call')
  }

  /** As they are published: that is what a call runs. */
  async #flows(workspace: Workspace, context: CompileContext): Promise<readonly KnownFlow[]> {
    const published = await this.flows.publishedDocuments(workspace.id)
    return published.map(({ id, name, document }) => ({ ...flowInterface(document, this.catalogue, context), id, name }))
  }

  async #context(workspace: Workspace, flowId: string): Promise<CompileContext> {
    const [credentials, fileIds, webhooks, lanes, variables] = await Promise.all([this.credentials.list(workspace.id), this.files.ids(workspace.id), this.triggers.webhooks(), this.lanes.names(), this.variables.list(workspace.id)])
    return {
      now: this.on.clock.now(),
      timeZone: workspace.timeZone,
      locale: workspace.locale,
      credentials: [...credentials.map(({ id, name, type }) => ({ id, name, type })), ...sampleAccounts.map(({ id, name, type }) => ({ id, name: name[workspace.locale], type }))],
      fileIds,
      variables: variables.map(({ name }) => name),
      // The name of another flow stays in its workspace: who takes part in a conflict of paths learns only that there is one.
      takenWebhookPaths: webhooks.filter((webhook) => webhook.flowId !== flowId).map(({ method, path, flowName, workspaceId }) => ({ method, path, flowName: workspaceId === workspace.id ? flowName : '…' })),
      // Also what other processes serve, and what people added.
      lanes: [...new Set([...this.on.config.lanes.map(({ name }) => name), ...lanes])],
    }
  }
}
