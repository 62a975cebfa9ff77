import { permissions, userRoles, type Permission } from '@maillon/kernel'
import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import { exportFields } from './export-fields.js'

const Role = oneOf(userRoles)
const Permissions = Type.Unsafe<readonly Permission[]>({ type: 'array', items: { type: 'string', enum: [...permissions] }, maxItems: permissions.length, uniqueItems: true })
const Id = Type.String()
const Instant = Type.String()
const Email = Type.String({ minLength: 3, maxLength: 320 })
const NewPassword = Type.String({ minLength: 10, maxLength: 200 })
const Secret = Type.String({ minLength: 20, maxLength: 200 })

export const MemberView = Type.Object({
  id: Id, name: Type.String(), email: Type.String(), role: Role, permissions: Permissions, isActive: Type.Boolean(), hasPassword: Type.Boolean(), hasSecondFactor: Type.Boolean(),
  /** Named again with a change: refused where somebody else was quicker. */
  revision: Type.Integer(), createdAt: Instant, lastSeenAt: Type.Union([Instant, Type.Null()]),
})
export type MemberView = Static<typeof MemberView>

export const InvitationView = Type.Object({ id: Id, email: Type.String(), role: Role, permissions: Permissions, invitedBy: Type.String(), createdAt: Instant, expiresAt: Instant, isExpired: Type.Boolean() })
export type InvitationView = Static<typeof InvitationView>

export interface MembersView {
  readonly members: readonly MemberView[]
  readonly invitations: readonly InvitationView[]
  /** Whether links can go out by mail. */
  readonly canMail: boolean
}

export const InviteRequest = Type.Object({ email: Email, role: Role, permissions: Permissions })
export type InviteRequest = Static<typeof InviteRequest>

/** A link that is shown this once. */
export interface SecretLink {
  readonly url: string
  readonly expiresAt: string
  /** Whether it has gone out by mail as well. */
  readonly isMailed: boolean
}

export const MemberChangeRequest = Type.Object({ revision: Type.Integer(), role: Type.Optional(Role), permissions: Type.Optional(Permissions), isActive: Type.Optional(Type.Boolean()) })
export type MemberChangeRequest = Static<typeof MemberChangeRequest>
export const RemoveMemberQuery = Type.Object({ revision: Type.Integer() })
export type RemoveMemberQuery = Static<typeof RemoveMemberQuery>

/** What is secret in a link travels in bodies: an address would stand in logs. */
export const LinkRequest = Type.Object({ token: Secret })
export type LinkRequest = Static<typeof LinkRequest>
export interface OpenInvitation {
  readonly email: string
  readonly workspace: string
  readonly invitedBy: string
  readonly role: (typeof userRoles)[number]
}
export const AcceptInvitationRequest = Type.Object({ token: Secret, name: Type.String({ minLength: 1, maxLength: 200 }), password: NewPassword, locale: oneOf(['fr', 'en']) })
export type AcceptInvitationRequest = Static<typeof AcceptInvitationRequest>

export const AskResetRequest = Type.Object({ email: Type.String({ maxLength: 320 }) })
export type AskResetRequest = Static<typeof AskResetRequest>
export const ResetPasswordRequest = Type.Object({ token: Secret, password: NewPassword })
export type ResetPasswordRequest = Static<typeof ResetPasswordRequest>

export const MailAccountView = Type.Object({ credentialId: Type.Union([Type.String(), Type.Null()]) })
export type MailAccountView = Static<typeof MailAccountView>

export interface AccountView {
  readonly hasPassword: boolean
  /** Null: none. */
  readonly secondFactor: { readonly since: string; readonly recoveryCodesLeft: number } | null
  readonly sessions: readonly SessionEntry[]
}
export interface SessionEntry {
  readonly id: string
  /** What the browser says of itself. */
  readonly device: string | null
  readonly address: string | null
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly isCurrent: boolean
}

export const ChangePasswordRequest = Type.Object({ current: Type.String({ maxLength: 200 }), next: NewPassword })
export type ChangePasswordRequest = Static<typeof ChangePasswordRequest>
/** Asked again before something that would let others in. */
export const PasswordRequest = Type.Object({ password: Type.String({ maxLength: 200 }) })
export type PasswordRequest = Static<typeof PasswordRequest>
export const CodeRequest = Type.Object({ code: Type.String({ minLength: 6, maxLength: 20 }) })
export type CodeRequest = Static<typeof CodeRequest>
export interface FactorEnrolment {
  /** Base32, for those who type it. */
  readonly secret: string
  /** `otpauth://…`, for the picture. */
  readonly uri: string
}
export interface RecoveryCodes {
  readonly codes: readonly string[]
}

export interface TokenView {
  readonly id: string
  readonly name: string
  /** Its first characters. */
  readonly hint: string
  readonly owner: { readonly id: string; readonly name: string }
  readonly role: (typeof userRoles)[number]
  readonly permissions: readonly Permission[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly isExpired: boolean
  readonly lastUsedAt: string | null
}
export const CreateTokenRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }), role: Role, permissions: Permissions,
  /** Null: it doesn't expire. */
  days: Type.Union([Type.Integer({ minimum: 1, maximum: 3650 }), Type.Null()]),
})
export type CreateTokenRequest = Static<typeof CreateTokenRequest>

const AuditFilter = {
  person: Type.Optional(Type.String({ maxLength: 64 })),
  action: Type.Optional(Type.String({ maxLength: 100 })),
  /** ISO 8601. */
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
}
export const AuditQuery = Type.Object({ ...AuditFilter, offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) })
export type AuditQuery = Static<typeof AuditQuery>
export const AuditExportQuery = Type.Object({ ...AuditFilter, ...exportFields })
export type AuditExportQuery = Static<typeof AuditExportQuery>
export interface AuditEntryView {
  readonly id: string
  readonly at: string
  readonly person: string
  /** The API token that it was done with; null: in a session. */
  readonly token: string | null
  readonly action: string
  readonly target: { readonly kind: string; readonly id: string }
  readonly before: { readonly [field: string]: unknown } | null
  readonly after: { readonly [field: string]: unknown } | null
  readonly address: string | null
}
export interface AuditPage {
  readonly entries: readonly AuditEntryView[]
  readonly count: number
}
export interface AuditChoices {
  readonly actions: readonly string[]
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** How people may log in besides by a password. */
export interface LoginWays {
  /** Name of the service; null: none. */
  readonly openId: string | null
}
