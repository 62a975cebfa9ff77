import type { JsonObject, Locale, UserRole } from '@maillon/kernel'
import type { AlertEnd, AlertKind } from '@maillon/plan'

/** What a kind asks for; what it doesn't ask for is absent. */
export interface AlertSettings {
  /** How late, how old, how long paused; of `repeated` the window. */
  readonly minutes?: number
  /** Of `silence`. */
  readonly hours?: number
  /** Of `repeated`: how many failures. */
  readonly count?: number
  /** Of `repeated`: one after the other, instead of within `minutes`. */
  readonly inRow?: boolean
}

export interface AlertTargets {
  /** Of the directory. */
  readonly recipients: readonly { readonly kind: 'recipient' | 'group'; readonly id: string; readonly name: string }[]
  /** Members with one of these roles, by mail. Owners are administrators too. */
  readonly roles: readonly UserRole[]
  /** The account for recipients with a telephone number. */
  readonly twilioCredentialId: string | null
}

export interface AlertRule {
  readonly id: string
  readonly workspaceId: string
  readonly kind: AlertKind
  readonly isEnabled: boolean
  /** Null: all flows. */
  readonly flowIds: readonly string[] | null
  readonly settings: AlertSettings
  readonly targets: AlertTargets
  /** After the first notices, one summary in so many minutes. */
  readonly summaryMinutes: number
  /** Counts changes. */
  readonly revision: number
}

/** An alert that is open, or whose end is still to be told. Instants are milliseconds since the epoch. */
export interface StandingAlert {
  readonly id: string
  /** The flow's id, or the lane's name. */
  readonly subject: string
  readonly flowId: string | null
  /** Of flow or lane. */
  readonly name: string
  readonly openedAt: number
  /** When the trouble began. */
  readonly since: number
  readonly lastAt: number
  readonly occurrences: number
  readonly runId: string | null
  readonly detail: JsonObject | null
  /** Occurrences that people were told of; 0: nobody was told of it. */
  readonly told: number
  readonly toldAt: number | null
  readonly closedAt: number | null
  readonly wellSince: number | null
  readonly ended: AlertEnd | null
  /** Nothing of it is left to be told. */
  readonly isEndTold: boolean
}

/** What a look found at one subject. */
export interface AlertObservation {
  readonly subject: string
  readonly flowId: string | null
  readonly name: string
  /** What happened since the last look. 0 where a state is watched. */
  readonly events: number
  /** It is in trouble at this moment. */
  readonly isTroubled: boolean
  readonly since: number
  readonly lastAt: number
  readonly runId: string | null
  readonly detail: JsonObject | null
  /** Where it is well: since when, as far as that is known. */
  readonly wellSince: number | null
}

export interface AlertFacts {
  readonly rule: AlertRule
  /** By the database's clock. */
  readonly now: number
  readonly standing: readonly StandingAlert[]
  readonly observations: readonly AlertObservation[]
  /** Subjects of standing alerts that are no longer watched. */
  readonly gone: ReadonlySet<string>
  /** When somebody was told, lately. */
  readonly tellings: readonly number[]
}

/** One person or channel. */
export type NoticeTarget =
  | { readonly kind: 'mail'; readonly address: string; readonly name: string; readonly locale: Locale }
  | { readonly kind: 'recipient'; readonly id: string; readonly name: string; readonly twilioCredentialId: string | null }

/** One sentence of a notice. */
export interface NoticeLine {
  readonly event: 'opened' | 'again' | 'still' | 'recovered'
  readonly kind: AlertKind
  readonly name: string
  readonly flowId: string | null
  readonly runId: string | null
  readonly since: number
  readonly lastAt: number
  /** Since the notice before. */
  readonly news: number
  readonly occurrences: number
  readonly wellSince: number | null
  readonly detail: JsonObject | null
}

export interface NewNotice {
  readonly id: string
  readonly target: NoticeTarget
  readonly lines: readonly NoticeLine[]
}

/** What a look decided. */
export interface AlertWriting {
  /** New ones and those that changed. */
  readonly alerts: readonly StandingAlert[]
  readonly tellings: readonly number[]
  readonly notices: readonly NewNotice[]
}
