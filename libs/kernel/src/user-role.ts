/** Roles of people from least to most; each may do what the ones before it may. */
export const userRoles = ['viewer', 'operator', 'editor', 'administrator', 'owner'] as const
export type UserRole = (typeof userRoles)[number]

/** Whether `role` is `needed` or more. */
export function roleReaches(role: UserRole, needed: UserRole): boolean {
  return userRoles.indexOf(role) >= userRoles.indexOf(needed)
}
