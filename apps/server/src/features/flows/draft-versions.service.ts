import { createHash } from 'node:crypto'
import { canonicalText, type FlowDocument } from '@maillon/flow-document'
import type { Random } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { FlowStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { DocumentRefused } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { FlowCompiler } from './flow-compiler.service.js'

/** What is to run: a version that the engine can ask for by id. */
export interface Runnable {
  readonly versionId: string
  readonly plan: Plan
}

/** Drafts as they are run: compiled, and kept for their runs. */
@Injectable()
export class DraftVersions {
  constructor(
    @Inject(FlowStore) private readonly store: FlowStore,
    @Inject(FlowCompiler) private readonly compiler: FlowCompiler,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  /** @throws DocumentRefused where it has errors */
  async keep(caller: CallerIdentity, flowId: string, document: FlowDocument): Promise<Runnable> {
    const compiled = await this.compiler.compileToRun(caller.workspace, flowId, document)
    if (!compiled.ok) throw new DocumentRefused(compiled.diagnostics)
    const { plan } = compiled
    const hash = createHash('sha256').update(canonicalText(document)).update(JSON.stringify(plan)).digest('hex')
    const versionId = await this.store.keepDraftVersion({ id: this.random.id(), flowId, document, plan, hash, author: { id: caller.user.id, name: caller.user.name } })
    return { versionId, plan }
  }
}
