import type { InstantsPage, InstantsQuery, SchedulesPage, SchedulesQuery, ScheduleView } from '@maillon/api-contract'
import type { Locale } from '@maillon/kernel'
import { sentence, type ScheduleParam } from '@maillon/schedule'
import { ScheduleReader, type ExpectedAskedRun, type InstantCursor, type ListedSchedule } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { InvalidRequest } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { given, instantOf, uuidOf } from '../../http/query-values.js'

const defaultLimit = 50
/** Of a list that is downloaded. */
const schedulesAtOnce = 200
/** More runs asked for than a page would show. */
const mostAsked = 100

/** Schedules and the ledger, as the API tells them. */
@Injectable()
export class ScheduleViews {
  constructor(@Inject(ScheduleReader) private readonly reader: ScheduleReader) {}

  async page({ workspace, locale }: CallerIdentity, { state, flowId, words, offset, limit }: SchedulesQuery): Promise<SchedulesPage> {
    const query = { workspaceId: workspace.id, state, flowId: given(flowId, (text) => uuidOf(text, '/flowId')), words: given(words, (text) => text), offset: offset ?? 0, limit: limit ?? defaultLimit }
    const [{ schedules, total }, figures, asked] = await Promise.all([this.reader.list(query), this.reader.figures(workspace.id), this.reader.asked(workspace.id, mostAsked)])
    const { states, day, schedulerSeenAt, isSchedulerAlive } = figures
    const scheduler = { isAlive: isSchedulerAlive, seenAt: schedulerSeenAt?.toISOString() ?? null }
    return { schedules: schedules.map((schedule) => scheduleView(schedule, locale)), total, states, day, asked: asked.map(askedView), scheduler }
  }

  /** Every schedule that fits. A workspace has as many as its people drew: pages by their place are quick enough. */
  async *all({ workspace, locale }: CallerIdentity, { state, flowId, words }: Pick<SchedulesQuery, 'state' | 'flowId' | 'words'>): AsyncGenerator<ScheduleView> {
    const query = { workspaceId: workspace.id, state, flowId: given(flowId, (text) => uuidOf(text, '/flowId')), words: given(words, (text) => text) }
    for (let offset = 0; ; offset += schedulesAtOnce) {
      const { schedules } = await this.reader.list({ ...query, offset, limit: schedulesAtOnce })
      for (const schedule of schedules) yield scheduleView(schedule, locale)
      if (schedules.length < schedulesAtOnce) return
    }
  }

  async instants({ workspace }: CallerIdentity, { flowId, nodeId, status, from, to, isPast, cursor, limit = defaultLimit }: InstantsQuery): Promise<InstantsPage> {
    const rows = await this.reader.instants({
      workspaceId: workspace.id, status, limit: limit + 1, nodeId, isPast,
      flowId: given(flowId, (text) => uuidOf(text, '/flowId')),
      from: given(from, (text) => new Date(instantOf(text, '/from'))),
      to: given(to, (text) => new Date(instantOf(text, '/to'))),
      after: given(cursor, readCursor),
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const instants = page.map((row) => ({ ...row, instant: row.instant.toISOString(), decidedAt: row.decidedAt?.toISOString() ?? null, through: row.through?.toISOString() ?? null }))
    return { instants, nextCursor: rows.length > limit && last !== undefined ? cursorText(last) : null }
  }
}

export function askedView({ flowId, flowName, instant, asked }: ExpectedAskedRun): SchedulesPage['asked'][number] {
  return { flowId, flowName, at: instant.toISOString(), by: asked.name }
}

function scheduleView({ last, nextAt, exceptDates, ...listed }: ListedSchedule, locale: Locale): ScheduleView {
  const { flowId, flowName, isSystem, nodeId, state, schedule, timeZone, catchUp } = listed
  return {
    flowId, flowName, isSystem, nodeId, state, schedule, timeZone, catchUp,
    sentence: sentence(schedule as unknown as ScheduleParam, locale, exceptDates),
    nextAt: nextAt?.toISOString() ?? null,
    last: last === null ? null : { ...last, instant: last.instant.toISOString() },
  }
}

function cursorText({ instant, flowId, nodeId }: InstantCursor): string {
  return `${instant.toISOString()} ${flowId} ${nodeId}`
}

/** @throws InvalidRequest: it isn't one that we gave. */
function readCursor(text: string): InstantCursor {
  const [instant = '', flowId = '', nodeId = ''] = text.split(' ')
  const at = Date.parse(instant)
  if (Number.isNaN(at)) throw new InvalidRequest('query', [{ path: '/cursor', code: 'API_FIELD_INVALID', params: {} }])
  return { instant: new Date(at), flowId: uuidOf(flowId, '/cursor'), nodeId }
}
