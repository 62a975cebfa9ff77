import { compile, flowInterface, type Compilation, type CompileContext, type KnownFlow } from '@maillon/compiler'
import type { FlowDocument } from '@maillon/flow-document'
import { createSettingsMover, type MovedSettings, type SettingsMover } from '@maillon/node-host'
import { CredentialStore, FileStore, FlowStore, LaneStore, TriggerStore, VariableStore, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { Foundation } from '../../platform/foundation.js'
import { FOUNDATION } from '../../platform/tokens.js'
import { sampleAccounts } from '../samples/sample-accounts.js'
import { SeenData } from './seen-data.service.js'

const mostTold = 200

/** Compiles documents with what this server knows: credentials, files, addresses that other flows have. */
@Injectable()
export class FlowCompiler {
  readonly #mover: SettingsMover
  readonly #told = new Set<string>()

  constructor(
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(LaneStore) private readonly lanes: LaneStore,
    @Inject(VariableStore) private readonly variables: VariableStore,
    @Inject(SeenData) private readonly seen: SeenData,
    @Inject(FOUNDATION) private readonly on: Pick<Foundation, 'config' | 'clock' | 'packages' | 'logger'>,
  ) {
    this.#mover = createSettingsMover(on.packages)
  }

  /** The document as it is to be drawn and compiled here: settings that earlier versions of its steps kept are taken over. What is published isn't asked for. */
  async opened(document: FlowDocument): Promise<Pick<MovedSettings<FlowDocument>, 'document' | 'moved'>> {
    const { unmoved, ...opened } = await this.#mover.move(document)
    for (const { type, from, to, reason } of unmoved) this.#tell({ type, from, to, reason })
    return opened
  }

  /** Once: a flow is opened often. */
  #tell(what: { readonly type: string; readonly from: number; readonly to: number; readonly reason: string }): void {
    const key = JSON.stringify(what)
    if (this.#told.has(key) || this.#told.size >= mostTold) return
    this.#told.add(key)
    this.on.logger.warn('A newer version of a step does not take the settings of an earlier one over', what)
  }

  /** To be run: with what earlier runs of the flow showed, so that a field which was there once may lack. */
  async compileToRun(workspace: Workspace, flowId: string, document: FlowDocument): Promise<Compilation> {
    const { nodes } = await this.seen.ofFlow(workspace.id, flowId)
    const observedShapes = Object.fromEntries(Object.entries(nodes).map(([node, ports]) => [node, Object.fromEntries(Object.entries(ports).map(([port, { shape }]) => [port, shape]))]))
    return this.compile(workspace, document, observedShapes)
  }

  async compile(workspace: Workspace, document: FlowDocument, observedShapes: NonNullable<CompileContext['observedShapes']> = {}): Promise<Compilation> {
    const context = { ...(await this.#context(workspace, document.id)), observedShapes }
    return compile(document, this.on.packages.catalogue, this.#namesFlows(document) ? { ...context, flows: await this.#flows(workspace, context) } : context)
  }

  /** Reading all flows costs something: only for a document that calls one, or names one for its failures. */
  #namesFlows({ nodes, settings }: FlowDocument): boolean {
    return settings.errorFlow !== undefined || nodes.some(({ type, version }) => this.on.packages.catalogue.get(type, version)?.construct === 'call')
  }

  /** As they are published: that is what a call runs. */
  async #flows(workspace: Workspace, context: CompileContext): Promise<readonly KnownFlow[]> {
    const published = await this.flows.publishedDocuments(workspace.id)
    return published.map(({ id, name, document }) => ({ ...flowInterface(document, this.on.packages.catalogue, context), id, name }))
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
