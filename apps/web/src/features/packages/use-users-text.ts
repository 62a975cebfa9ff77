'use client'

import { useTranslation } from 'react-i18next'
import type { PackageUsers } from '@maillon/api-contract'

/** Which flows use a package, in a sentence; null: none does. */
export function useUsersText(): (users: PackageUsers) => string | null {
  const { t } = useTranslation('packages')
  return ({ flows, others }) => {
    if (flows.length + others === 0) return null
    const names = [...flows, ...(others === 0 ? [] : [t('others', { count: others })])]
    return t('usedBy', { flows: names.join(', ') })
  }
}
