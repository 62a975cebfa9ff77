'use client'

import { hasPermission, roleReaches, type Permission, type UserRole } from '@maillon/kernel'
import { useSession } from './session.js'

export interface May {
  /** Has this role, or more. */
  readonly be: (role: UserRole) => boolean
  readonly have: (permission: Permission) => boolean
}

/** What the person at the screen may do. What they may not isn't offered; the server refuses it in any case. */
export function useMay(): May {
  const user = useSession().session?.user
  return {
    be: (role) => user !== undefined && roleReaches(user.role, role),
    have: (permission) => user !== undefined && hasPermission(user, permission),
  }
}
