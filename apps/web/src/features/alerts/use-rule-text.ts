'use client'

import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { userRoles } from '@maillon/kernel'
import type { AlertRuleView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useLocale } from '../../i18n/locale-provider.js'

export type RuleParts = Pick<AlertRuleView, 'kind' | 'flowIds' | 'settings' | 'recipients' | 'roles'>

/** A rule as a sentence: « Si un flux échoue définitivement, prévenir les administrateurs ». */
export function useRuleText(): (rule: RuleParts) => string {
  const { t } = useTranslation('alerts')
  const { locale } = useLocale()
  const flows = useApiQuery('flows', {}, { staleTime: 30_000 })
  return useCallback(
    ({ kind, flowIds, settings, recipients, roles }: RuleParts) => {
      const nameOf = (id: string) => flows.data?.flows.find((flow) => flow.id === id)?.name ?? '…'
      const quoted = (name: string) => (locale === 'fr' ? `«\u00a0${name}\u00a0»` : `“${name}”`)
      const named = flowIds === null ? t('sentence.aFlow') : flowIds.length === 1 ? quoted(nameOf(flowIds[0] ?? '')) : t('sentence.oneOf', { number: flowIds.length })
      const { minutes = 0, hours = 0, count = 0, inRow } = settings
      const sentence = t(kind === 'repeated' && inRow === true ? 'sentence.inRow' : `sentence.${kind}`, { flows: named, minutes, hours, count })
      const people = userRoles.filter((role) => role !== 'owner' && roles.includes(role)).map((role) => t(`form.role.${role as 'administrator'}`))
      const who = new Intl.ListFormat(locale, { type: 'conjunction' }).format([...people, ...recipients.map(({ name }) => quoted(name))])
      return `${sentence}, ${t('rule.tells', { who: who === '' ? t('rule.nobody') : who })}`
    },
    [t, locale, flows.data],
  )
}
