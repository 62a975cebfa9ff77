import type { WatchesPage, WatchView } from '@maillon/api-contract'
import type { Locale } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { WatchLedger, type ListedWatch } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { given, uuidOf } from '../../http/query-values.js'
import { FlowsService } from '../flows/flows.service.js'

/** How the triggers that look at the outside world are doing, and the button that has them look now. */
@Injectable()
export class WatchViews {
  constructor(@Inject(WatchLedger) private readonly ledger: WatchLedger, @Inject(FlowsService) private readonly flows: FlowsService) {}

  async page({ workspace, locale }: CallerIdentity, flowId: string | undefined): Promise<WatchesPage> {
    const watches = await this.ledger.list(workspace.id, given(flowId, (text) => uuidOf(text, '/flowId')) ?? null)
    return { watches: watches.map((watch) => watchView(watch, locale)) }
  }

  async lookNow(caller: CallerIdentity, flowId: string): Promise<void> {
    const flow = await this.flows.find(caller, flowId)
    if ((await this.ledger.lookNow(caller.workspace.id, flow.id)) === 0) throw apiError('FLOW_WATCH_MISSING')
  }
}

function watchView(watch: ListedWatch, locale: Locale): WatchView {
  const { flowId, flowName, nodeId, active, isLooking, error, failures } = watch
  const iso = (date: Date | null) => date?.toISOString() ?? null
  return {
    flowId, flowName, nodeId, failures,
    state: !active ? 'off' : error !== null ? 'failing' : isLooking ? 'looking' : watch.lookedAt === null ? 'starting' : 'waiting',
    lookedAt: iso(watch.lookedAt),
    tookAt: iso(watch.tookAt),
    nextAt: active ? watch.nextAt.toISOString() : null,
    failingSince: iso(watch.failingSince),
    error: error === null ? null : { code: error.code, ...errorSentence(error, locale) },
  }
}
