import { hasPermission, roleReaches, type Permission, type UserRole } from '@maillon/kernel'

export interface Rights {
  readonly role: UserRole
  readonly permissions: readonly Permission[]
}

/** Nobody gives what they don't have. */
export function mayGive(giver: Rights, given: Rights): boolean {
  return roleReaches(giver.role, given.role) && given.permissions.every((permission) => hasPermission(giver, permission))
}

/**
 * 1. Nobody changes their own rights: another owner does it, so that nobody locks themselves out by mistake.
 * 2. Owners are a matter of owners. 3. What is given, the giver has.
 */
export function mayChangeMember(actor: Rights & { readonly id: string }, before: Rights & { readonly id: string }, after: Rights | null): boolean {
  if (actor.id === before.id || !roleReaches(actor.role, before.role)) return false
  return after === null || mayGive(actor, after)
}
