import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import { exportFields } from './export-fields.js'

export const recipientTypes = ['email', 'whatsapp', 'sms', 'chime', 'slack', 'teams', 'google-chat', 'discord', 'mattermost', 'webhook'] as const
export type RecipientType = (typeof recipientTypes)[number]
export const recipientSorts = ['name', 'type', 'address', 'changed'] as const

const filters = {
  /** In name, address or a group. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  type: Type.Optional(oneOf(recipientTypes)),
  group: Type.Optional(Type.String({ maxLength: 100 })),
  active: Type.Optional(Type.Boolean()),
  /** Default: name. */
  sort: Type.Optional(oneOf(recipientSorts)),
  descending: Type.Optional(Type.Boolean()),
}

export const RecipientsQuery = Type.Object({ ...filters, offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) })
export type RecipientsQuery = Static<typeof RecipientsQuery>
export const RecipientsExportQuery = Type.Object({ ...filters, ...exportFields })
export type RecipientsExportQuery = Static<typeof RecipientsExportQuery>

export const RecipientRequest = Type.Object({
  type: oneOf(recipientTypes),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** Left out in a change: the one that is there stays (the address of a webhook never comes out). */
  address: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  isActive: Type.Boolean(),
  groups: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 50 }),
})
export type RecipientRequest = Static<typeof RecipientRequest>

/** Somebody, or some channel, that flows tell things to. */
export interface RecipientView {
  readonly id: string
  readonly type: RecipientType
  readonly name: string
  /** Of a webhook: its host and the last letters. */
  readonly address: string
  readonly isActive: boolean
  readonly groups: readonly string[]
  /** ISO 8601. */
  readonly updatedAt: string
  /** Names of the flows that name it. */
  readonly usedBy: readonly string[]
}

export interface RecipientsPage {
  readonly recipients: readonly RecipientView[]
  readonly total: number
  readonly groups: readonly { readonly name: string; readonly size: number }[]
}

/** What can be picked in a step: everybody, and the groups. */
export interface RecipientChoices {
  readonly recipients: readonly { readonly id: string; readonly name: string; readonly type: RecipientType; readonly isActive: boolean }[]
  readonly groups: readonly { readonly name: string; readonly size: number }[]
}
