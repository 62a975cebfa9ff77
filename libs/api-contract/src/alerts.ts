import { userRoles, type UserRole } from '@maillon/kernel'
import { alertKinds, type AlertEnd, type AlertKind } from '@maillon/plan'
import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import type { ErrorView } from './runs.js'

export const AlertsQuery = Type.Object({
  open: Type.Optional(Type.Boolean()),
  kind: Type.Optional(oneOf(alertKinds)),
  flowId: Type.Optional(Type.String({ maxLength: 40 })),
  /** In the name of the flow or lane. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  /** 1 to 200, default 25. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type AlertsQuery = Static<typeof AlertsQuery>

/** What a rule found. Instants are ISO 8601. */
export interface AlertView {
  readonly id: string
  readonly kind: AlertKind
  /** Null: it is about a lane. */
  readonly flowId: string | null
  /** Of flow or lane. */
  readonly name: string
  /** What is wrong, or was, in the caller's language. */
  readonly sentence: string
  /** Of the last failure. Null: there is none to show. */
  readonly error: ErrorView | null
  /** When the trouble began. */
  readonly since: string
  readonly openedAt: string
  readonly occurrences: number
  /** The run that failed last. */
  readonly runId: string | null
  readonly closedAt: string | null
  /** Since when it is well again. */
  readonly wellSince: string | null
  readonly ended: AlertEnd | null
  /** Who ended it by hand. */
  readonly endedBy: string | null
  /** A person may end it: it would not end by itself where the flow never runs again. */
  readonly mayEnd: boolean
}

export interface AlertsPage {
  readonly alerts: readonly AlertView[]
  readonly total: number
  /** Of the whole workspace. */
  readonly open: number
  /** How the telling goes. */
  readonly notices: { readonly failing: number; readonly givenUp: number; readonly lastError: ErrorView | null; readonly hasMailAccount: boolean }
}

const minutes = Type.Integer({ minimum: 1, maximum: 10_080 })

export const AlertRuleRequest = Type.Object({
  kind: oneOf(alertKinds),
  isEnabled: Type.Boolean(),
  /** Null: all flows. */
  flowIds: Type.Union([Type.Null(), Type.Array(Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }), { minItems: 1, maxItems: 500 })]),
  settings: Type.Object({
    minutes: Type.Optional(minutes),
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 2160 })),
    count: Type.Optional(Type.Integer({ minimum: 2, maximum: 1000 })),
    inRow: Type.Optional(Type.Boolean()),
  }),
  recipients: Type.Array(Type.Object({ kind: oneOf(['recipient', 'group']), id: Type.String({ minLength: 1, maxLength: 100 }), name: Type.String({ maxLength: 200 }) }), { maxItems: 100 }),
  /** Members with one of these roles, by mail; owners are administrators too. */
  roles: Type.Array(oneOf(userRoles), { maxItems: 5 }),
  /** For recipients with a telephone number. */
  twilioCredentialId: Type.Union([Type.Null(), Type.String({ maxLength: 40 })]),
  summaryMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  /** In a change: the one that was read. */
  revision: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type AlertRuleRequest = Static<typeof AlertRuleRequest>

export interface AlertRuleView {
  readonly id: string
  readonly kind: AlertKind
  readonly isEnabled: boolean
  readonly flowIds: readonly string[] | null
  readonly settings: AlertRuleRequest['settings']
  readonly recipients: readonly { readonly kind: 'recipient' | 'group'; readonly id: string; readonly name: string }[]
  readonly roles: readonly UserRole[]
  readonly twilioCredentialId: string | null
  readonly summaryMinutes: number
  readonly revision: number
  /** Open alerts that it has found. */
  readonly open: number
}

/** What became of a trial: who was told, and why the others weren't. */
export interface AlertTrial {
  readonly told: readonly string[]
  readonly failed: readonly { readonly name: string; readonly error: ErrorView }[]
}
