import type { FlowDocument } from '@maillon/flow-document'
import type { FlowRecord, ImportedTest } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { AuditService } from '../audit/audit.service.js'
import { LiveEvents } from '../events/live-events.js'

/** Tells what an import has written: to the audit, and to those who look at the flows. */
@Injectable()
export class ImportTeller {
  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(LiveEvents) private readonly events: LiveEvents,
  ) {}

  async flows(caller: CallerIdentity, written: readonly { readonly id: string; readonly document: FlowDocument; readonly before: FlowRecord | null }[]): Promise<void> {
    for (const { id, document, before } of written) {
      await this.audit.record(caller, { action: 'flow.import', target: { kind: 'flow', id }, before: before === null ? null : { name: before.name, revision: before.revision }, after: { name: document.name } })
      this.events.publish(caller.workspace.id, { type: 'flow', flowId: id, revision: (before?.revision ?? -1) + 1, by: caller.user.name })
    }
  }

  async tests(caller: CallerIdentity, written: readonly ImportedTest[]): Promise<void> {
    for (const { flowId, name, replaces } of written) {
      await this.audit.record(caller, { action: 'test.import', target: { kind: 'flow', id: flowId }, before: replaces === null ? null : { test: name, revision: replaces }, after: { test: name } })
    }
  }
}
