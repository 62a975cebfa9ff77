'use client'

import { useTranslation } from 'react-i18next'

/** What an action of the audit log is called; its own name where there is no text (a route of the API). */
export function useActionName(): (action: string) => string {
  const { t, i18n } = useTranslation('settings')
  return (action) => (i18n.exists(`settings:did.${action}`) ? t(`did.${action}` as 'did.login.done') : action)
}
