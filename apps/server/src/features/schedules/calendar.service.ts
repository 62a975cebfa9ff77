import type { CalendarView, CollisionView } from '@maillon/api-contract'
import type { Json, JsonObject, Locale } from '@maillon/kernel'
import { findCollisions, nextInstants, sentence, type ScheduleInUse, type ScheduleParam } from '@maillon/schedule'
import { ScheduleReader, TriggerStore, type ActiveSchedule } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { askedView } from './schedule-views.service.js'

const defaultDays = 7
const dayMs = 86_400_000
const mostAsked = 500

/** The coming runs of all flows, with what meets and what could be staggered. Nothing is stored: it is reckoned when asked for. */
@Injectable()
export class CalendarService {
  constructor(
    @Inject(ScheduleReader) private readonly reader: ScheduleReader,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
  ) {}

  async view({ workspace, locale }: CallerIdentity, days: number = defaultDays): Promise<CalendarView> {
    const [now, active, asked] = await Promise.all([this.triggers.now(), this.reader.active(workspace.id), this.reader.asked(workspace.id, mostAsked)])
    const fromMs = now.getTime()
    const toMs = fromMs + days * dayMs
    const inUse = active.map(inUseOf)
    const schedules = inUse.map((schedule, at) => {
      const { flowId, flowName, nodeId, timeZone, exceptDates } = active[at] as ActiveSchedule
      const instants = instantsOf(schedule, fromMs, days).filter((instant) => instant < toMs)
      const isFrequent = instants.length > days * 24
      const shown = isFrequent ? [] : instants.map((instant) => new Date(instant).toISOString())
      return { flowId, flowName, nodeId, timeZone, sentence: sentence(schedule.schedule, locale, exceptDates), instants: shown, isFrequent }
    })
    const collisions = findCollisions(inUse, { fromMs, days }).map((collision) => collisionView(collision, inUse, locale))
    const coming = asked.filter(({ instant }) => instant.getTime() < toMs)
    return { from: now.toISOString(), to: new Date(toMs).toISOString(), schedules, asked: coming.map(askedView), collisions }
  }
}

/** Known by its position. */
function inUseOf({ schedule, timeZone, exceptDates, anchoredAt }: ActiveSchedule, at: number): ScheduleInUse {
  return { id: String(at), schedule: schedule as unknown as ScheduleParam, timeZone, except: exceptDates, anchorMs: anchoredAt.getTime() }
}

/** One more than an instant an hour where there are more. */
function instantsOf({ schedule, timeZone, except, anchorMs }: ScheduleInUse, fromMs: number, days: number): readonly number[] {
  const found = nextInstants(schedule, { timeZone, except, anchorMs, afterMs: fromMs - 1, count: days * 24 + 1 })
  return found.ok ? found.value : []
}

function collisionView(collision: ReturnType<typeof findCollisions>[number], inUse: readonly ScheduleInUse[], locale: Locale): CollisionView {
  const proposals = collision.proposals.map(({ id, from, to, schedule }) => {
    const param: JsonObject = { ...(schedule as unknown as { readonly [name: string]: Json }) }
    return { schedule: Number(id), from, to, param, sentence: sentence(schedule, locale, inUse[Number(id)]?.except) }
  })
  return { schedules: collision.ids.map(Number), firstAt: new Date(collision.firstMs).toISOString(), count: collision.count, proposals }
}
