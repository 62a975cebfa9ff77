import { compile, type Compilation, type CompileContext } from '@maillon/compiler'
import type { Clock } from '@maillon/kernel'
import type { FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { CredentialStore, FileStore, TriggerStore, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { CATALOGUE, CLOCK } from '../../platform/tokens.js'

/** Compiles documents with what this server knows: credentials, files, addresses that other flows have. */
@Injectable()
export class FlowCompiler {
  constructor(
    @Inject(CATALOGUE) private readonly catalogue: NodeCatalogue,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async compile(workspace: Workspace, document: FlowDocument): Promise<Compilation> {
    return compile(document, this.catalogue, await this.#context(workspace, document.id))
  }

  async #context(workspace: Workspace, flowId: string): Promise<CompileContext> {
    const [credentials, fileIds, webhooks] = await Promise.all([this.credentials.list(workspace.id), this.files.ids(workspace.id), this.triggers.webhooks()])
    return {
      now: this.clock.now(),
      timeZone: workspace.timeZone,
      locale: workspace.locale,
      credentials: credentials.map(({ id, name, type }) => ({ id, name, type })),
      fileIds,
      // The name of another flow stays in its workspace: who takes part in a conflict of paths learns only that there is one.
      takenWebhookPaths: webhooks.filter((webhook) => webhook.flowId !== flowId).map(({ method, path, flowName, workspaceId }) => ({ method, path, flowName: workspaceId === workspace.id ? flowName : '…' })),
      lanes: ['default', 'critical', 'bulk'],
    }
  }
}
