import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import { permissions, userRoles, type Permission, type UserRole } from '@maillon/kernel'

/** Roles from least to most; issue of rights stands in the server's route table. */
export const roles = userRoles
export type Role = UserRole

export const SessionView = Type.Object({
  user: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String(), role: oneOf(roles), permissions: Type.Unsafe<readonly Permission[]>({ type: 'array', items: { type: 'string', enum: [...permissions] } }), locale: Type.Union([Type.Literal('fr'), Type.Literal('en')]) }),
  workspace: Type.Object({ id: Type.String(), name: Type.String(), timeZone: Type.String() }),
})
export type SessionView = Static<typeof SessionView>

/** Whether the first administrator has still to be made. */
export const SetupState = Type.Object({ needed: Type.Boolean(), version: Type.String() })
export type SetupState = Static<typeof SetupState>

export const SetupRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  email: Type.String({ minLength: 3, maxLength: 320 }),
  /** At least 10 characters. */
  password: Type.String({ minLength: 10, maxLength: 200 }),
  locale: Type.Union([Type.Literal('fr'), Type.Literal('en')]),
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
})
export type SetupRequest = Static<typeof SetupRequest>

export const LoginRequest = Type.Object({
  email: Type.String({ maxLength: 320 }),
  password: Type.String({ maxLength: 200 }),
  /** Of the second factor, or a recovery code; asked for by a refusal. */
  code: Type.Optional(Type.String({ maxLength: 20 })),
})
export type LoginRequest = Static<typeof LoginRequest>

export const MeChange = Type.Object({ name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), locale: Type.Optional(Type.Union([Type.Literal('fr'), Type.Literal('en')])) })
export type MeChange = Static<typeof MeChange>
