import { createHash } from 'node:crypto'
import type { SystemTaskView } from '@maillon/api-contract'
import { canonicalText, type FlowDocument } from '@maillon/flow-document'
import type { Random } from '@maillon/kernel'
import { systemTasks, type SystemTask } from '@maillon/plan'
import { CredentialStore, FlowStore, TriggerStore, type FlowRecord, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { FlowCompiler } from '../flows/flow-compiler.service.js'
import { flowRefusal } from '../flows/flow-refusal.js'
import { triggersOfPlan } from '../flows/triggers-of-plan.js'
import { ProductMailer } from '../mail/product-mailer.js'
import { isOnByItself, systemDocument } from './system-documents.js'

/** The flows that a workspace has by itself: ordinary ones, which people edit, switch off, and bring back to their original form. */
@Injectable()
export class SystemTasksService {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(FlowCompiler) private readonly compiler: FlowCompiler,
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async list({ workspace }: CallerIdentity): Promise<readonly SystemTaskView[]> {
    const entries = await this.flows.list(workspace.id, 'system')
    const views = await Promise.all(
      entries.map(async ({ id, systemTask, name, description, active, nextAt, lastRun, publishedNumber }): Promise<SystemTaskView | null> => {
        const flow = systemTask === null ? null : await this.flows.find(workspace.id, id)
        if (flow === null || systemTask === null) return null
        return {
          task: systemTask, flowId: id, name, description, isOn: active, isReady: publishedNumber !== null, isChanged: await this.#isChanged(workspace, flow, systemTask), nextAt: nextAt?.toISOString() ?? null,
          lastRun: lastRun === null ? null : { id: lastRun.id, status: lastRun.status, startedAt: lastRun.acceptedAt.toISOString() },
        }
      }),
    )
    const found = views.filter((view) => view !== null)
    return found.toSorted((one, other) => systemTasks.indexOf(one.task) - systemTasks.indexOf(other.task))
  }

  /** Makes those that aren't there; what is there is left as people have made it. Whatever died in between is taken up again. */
  async make(workspace: Workspace): Promise<void> {
    const there = new Map((await this.flows.list(workspace.id, 'system')).map((entry) => [entry.systemTask, entry]))
    for (const task of systemTasks) {
      const id = there.get(task)?.id ?? (await this.#create(workspace, task))
      if ((there.get(task)?.publishedNumber ?? null) === null) await this.#publish(workspace, id, isOnByItself[task])
    }
  }

  /** @throws MaillonError API_RESOURCE_MISSING, FLOW_SYSTEM_ONLY */
  async restore(caller: CallerIdentity, id: string): Promise<void> {
    const { workspace } = caller
    const flow = await this.flows.find(workspace.id, id)
    if (flow === null) throw missing()
    if (flow.systemTask === null) throw apiError('FLOW_SYSTEM_ONLY')
    const document = await this.#original(workspace, flow.systemTask, id)
    const saved = await this.flows.saveDraft(workspace.id, id, { document, revision: flow.revision })
    if (!saved.ok) throw flowRefusal(saved.problem)
    if (!(await this.#publish(workspace, id, isOnByItself[flow.systemTask], caller)) && flow.active) await this.flows.setActive(workspace.id, id, null)
    await this.audit.record(caller, { action: 'flow.restore', target: { kind: 'flow', id }, before: { name: flow.name }, after: { name: document.name } })
  }

  async #create(workspace: Workspace, task: SystemTask): Promise<string> {
    const id = this.random.id()
    await this.flows.create([{ id, workspaceId: workspace.id, document: await this.#original(workspace, task, id), systemTask: task }])
    return id
  }

  /** What lacks an account or a recipient stays a draft, and says so on the canvas. @returns whether it was published */
  async #publish(workspace: Workspace, id: string, isOn: boolean, by?: CallerIdentity): Promise<boolean> {
    const flow = await this.flows.find(workspace.id, id)
    const compiled = flow === null ? null : await this.compiler.compile(workspace, flow.draft)
    if (flow === null || compiled === null || !compiled.ok) return false
    const author = by === undefined ? { id: null, name: 'Maillon' } : { id: by.user.id, name: by.user.name }
    const version = { id: this.random.id(), document: flow.draft, plan: compiled.plan, hash: hashOf(flow.draft), author, message: '' }
    const triggers = isOn ? triggersOfPlan(compiled.plan, (await this.triggers.now()).getTime()) : null
    const published = await this.flows.publish({ workspaceId: workspace.id, flowId: id, revision: flow.revision, version, triggers })
    if (!published.ok) throw flowRefusal(published.problem)
    return true
  }

  async #original({ id: workspaceId, locale, timeZone }: Workspace, task: SystemTask, id: string): Promise<FlowDocument> {
    const account = await this.mailer.account(workspaceId)
    const stored = account === null ? null : await this.credentials.find(workspaceId, account)
    return systemDocument(task, id, { locale, timeZone, mailAccount: stored === null ? null : { id: stored.id, name: stored.name }, reportTo: [] })
  }

  /** By what it does: a choice of an account that was made since then doesn't count. */
  async #isChanged(workspace: Workspace, { id, draft }: FlowRecord, task: SystemTask): Promise<boolean> {
    const bare = (document: FlowDocument) => hashOf({ ...document, requires: {}, nodes: document.nodes.map((node) => ({ ...node, credentials: {} })) })
    return bare(draft) !== bare(await this.#original(workspace, task, id))
  }
}

function hashOf(document: FlowDocument): string {
  return createHash('sha256').update(canonicalText(document)).digest('hex')
}
