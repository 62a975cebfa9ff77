import type { JsonObject } from '@maillon/kernel'
import type { CatchUpPolicy } from './catch-up-policy.js'

/** What starts a flow while it is active, taken from its published version. */
export interface TriggerSet {
  readonly schedules: readonly NewSchedule[]
  readonly webhooks: readonly NewWebhook[]
  /** Ids of the nodes that look at the outside world. Absent: the flow is off; those that there are keep where they stand. */
  readonly watches?: readonly string[]
}

export interface NewSchedule {
  readonly nodeId: string
  /** A `ScheduleParam`. */
  readonly schedule: JsonObject
  /** IANA name. */
  readonly timeZone: string
  readonly catchUp: CatchUpPolicy
  /** Dates on which it doesn't run, see `readExceptions` of libs/schedule. */
  readonly exceptDates: readonly string[]
  /** Runs at most when catching up with `all`. */
  readonly catchUpLimit: number
  /** What is older than so many days is not caught up. */
  readonly catchUpDays: number
  /** What a delay counts from: now, by the database's clock. */
  readonly anchoredAt: Date
  /** Null: it never fires again. */
  readonly nextAt: Date | null
}

export interface NewWebhook {
  readonly nodeId: string
  /** Upper case. */
  readonly method: string
  /** Without a leading slash. */
  readonly path: string
}

/** Another flow has this webhook address. */
export interface WebhookTaken {
  readonly kind: 'webhook-taken'
  readonly method: string
  readonly path: string
  readonly flowName: string
}
