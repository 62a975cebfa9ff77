import type { FailedStepsPage, FailedStepsQuery, FailedStepView, RetryFailedAnswer, RetryFailedRequest } from '@maillon/api-contract'
import type { Engine } from '@maillon/engine'
import { isMaillonError, type JsonObject, type Logger } from '@maillon/kernel'
import { advisoryLocks, FailedStepReader, FlowStore, LaneStore, mostFailedCounted, withAdvisoryLock, type FailedStep, type FailedStepQuery } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type pg from 'pg'
import { apiError } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { ENGINE, LOGGER, SIDE_POOL } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { errorView } from '../runs/run-view.js'
import { VersionCache } from '../runs/version-cache.js'

const pageSize = 50
const exportedAtOnce = 500
const retriedAtOnce = 500
const atATime = 20

type Filter = Omit<FailedStepsQuery, 'offset' | 'limit'>

/** Steps that failed for good, and going on from them. */
@Injectable()
export class FailedStepsService {
  constructor(
    @Inject(FailedStepReader) private readonly reader: FailedStepReader,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(LaneStore) private readonly lanes: LaneStore,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(SIDE_POOL) private readonly pool: pg.Pool,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async page(caller: CallerIdentity, { offset = 0, limit = pageSize, ...filter }: FailedStepsQuery): Promise<FailedStepsPage> {
    const query = queryOf(caller, filter)
    const [steps, total, codes, lanes, flows] = await Promise.all([
      this.reader.page(query, { offset, limit }), this.reader.count(query), this.reader.codes(without(query, 'code')), this.lanes.names(), this.#flowsOf(without(query, 'flowId')),
    ])
    return { steps: await this.#views(caller, steps), total: Math.min(total, mostFailedCounted), most: mostFailedCounted, codes, lanes, flows }
  }

  async #flowsOf(query: FailedStepQuery): Promise<FailedStepsPage['flows']> {
    const names = await this.flows.namesOf(await this.reader.flowIds(query))
    return [...names].map(([id, name]) => ({ id, name })).toSorted((one, other) => one.name.localeCompare(other.name))
  }

  async *all(caller: CallerIdentity, filter: Filter): AsyncGenerator<FailedStepView> {
    const query = queryOf(caller, filter)
    for (let offset = 0; ; offset += exportedAtOnce) {
      const steps = await this.reader.page(query, { offset, limit: exportedAtOnce })
      yield* await this.#views(caller, steps)
      if (steps.length < exportedAtOnce) return
    }
  }

  /** @throws MaillonError FAILED_RETRY_BUSY while somebody else is at it: nothing is begun twice */
  async retry(caller: CallerIdentity, { runIds, ...filter }: RetryFailedRequest): Promise<RetryFailedAnswer> {
    const answer = await withAdvisoryLock(this.pool, advisoryLocks.retries, async () => {
      const open = await this.reader.retryable(queryOf(caller, filter), { runIds: runIds ?? null, limit: retriedAtOnce })
      const retried = await this.#retryEach(caller, open.runIds)
      return { retried, left: (runIds?.length ?? open.runIds.length) - retried, hasMore: open.hasMore }
    })
    if (answer === null) throw apiError('FAILED_RETRY_BUSY')
    const target = runIds?.length === 1 ? { kind: 'run', id: runIds[0] ?? '' } : { kind: 'lane', id: filter.lane ?? '' }
    await this.audit.record(caller, { action: 'failed.retry', target, before: { ...filter, ...(runIds === undefined ? {} : { runs: runIds.length }) } satisfies JsonObject, after: { ...answer } })
    return answer
  }

  async #retryEach(caller: CallerIdentity, runIds: readonly string[]): Promise<number> {
    let retried = 0
    for (let from = 0; from < runIds.length; from += atATime) {
      const begun = await Promise.all(runIds.slice(from, from + atATime).map((id) => this.#retryOne(caller, id)))
      retried += begun.filter(Boolean).length
    }
    return retried
  }

  /** One whose version is gone, for example, must not keep the others from going on. */
  async #retryOne(caller: CallerIdentity, runId: string): Promise<boolean> {
    try {
      await this.engine.retryFromFailure(runId, caller.user.id)
      return true
    } catch (error) {
      if (isMaillonError(error) && error.info.kind === 'user') return false
      this.logger.warn('A failed run could not be retried', { runId, reason: error instanceof Error ? error.message : '' })
      return false
    }
  }

  async #views({ locale }: CallerIdentity, steps: readonly FailedStep[]): Promise<readonly FailedStepView[]> {
    const names = await this.flows.namesOf([...new Set(steps.map(({ flowId }) => flowId))])
    return Promise.all(steps.map(async (step) => {
      const node = (await this.versions.find(step.flowVersionId))?.plan.nodes[step.node]
      return {
        runId: step.shownRunId, flowId: step.flowId, flowName: names.get(step.flowId) ?? '', node: node?.id ?? '', nodeName: node?.name ?? '', at: step.at.toISOString(), lane: step.lane, attempts: step.attempts,
        error: step.error === null ? null : errorView(step.error, locale), retryRunId: step.top.status === 'failed' && step.retriedBy === null ? step.top.runId : null, retriedBy: step.retriedBy,
      }
    }))
  }
}

function queryOf({ workspace }: CallerIdentity, { lane, code, flowId, from, to, which }: Filter): FailedStepQuery {
  return {
    workspaceId: workspace.id, isOpen: which !== 'all',
    ...(lane === undefined ? {} : { lane }), ...(code === undefined ? {} : { code }), ...(flowId === undefined ? {} : { flowId }),
    ...instantOf('from', from), ...instantOf('to', to),
  }
}

/** What can be chosen beside the choice made. */
function without(query: FailedStepQuery, field: 'code' | 'flowId'): FailedStepQuery {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== field)) as unknown as FailedStepQuery
}

/** What is no date filters nothing. */
function instantOf<Name extends 'from' | 'to'>(name: Name, text: string | undefined): { readonly [N in Name]?: Date } {
  const ms = text === undefined ? Number.NaN : Date.parse(text)
  return (Number.isNaN(ms) ? {} : { [name]: new Date(ms) }) as { readonly [N in Name]?: Date }
}
