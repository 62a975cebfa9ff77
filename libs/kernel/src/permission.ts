import { roleReaches, type UserRole } from './user-role.js'

/** What can be given to a person one by one, beyond what the role brings. */
export const permissions = ['queues.see', 'queues.manage', 'workers.restart', 'failed.see', 'failed.retry', 'tests.override'] as const
export type Permission = (typeof permissions)[number]

/** From which role on a permission comes by itself. */
const leastRoles: { readonly [Name in Permission]: UserRole } = {
  'queues.see': 'operator',
  'queues.manage': 'administrator',
  'workers.restart': 'administrator',
  'failed.see': 'viewer',
  'failed.retry': 'operator',
  'tests.override': 'administrator',
}

/** Whether somebody with this role, and these permissions beyond it, has the permission. */
export function hasPermission(holder: { readonly role: UserRole; readonly permissions: readonly Permission[] }, permission: Permission): boolean {
  return roleReaches(holder.role, leastRoles[permission]) || holder.permissions.includes(permission)
}

export function isPermission(name: string): name is Permission {
  return (permissions as readonly string[]).includes(name)
}
