'use client'

import { Alert, Anchor, Text } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { AlertsPage } from '@maillon/api-contract'
import { useMay } from '../../shell/use-may.js'

/** Whether people really are told: without a mail account, or with one that fails, an alert would stay unheard. */
export function NoticeState({ notices: { hasMailAccount, failing, givenUp, lastError } }: { readonly notices: AlertsPage['notices'] }) {
  const { t } = useTranslation('alerts')
  const may = useMay()
  if (!hasMailAccount) {
    return (
      <Alert color="orange" icon={<IconMailOff size={20} aria-hidden />} role="status">
        {t('notices.noAccount')}{' '}
        {may.be('administrator') && (
          <Anchor component={Link} href="/settings/people/" size="sm" underline="always">
            {t('notices.chooseAccount')}
          </Anchor>
        )}
      </Alert>
    )
  }
  if (failing === 0 && givenUp === 0) return null
  return (
    <Alert color="orange" icon={<IconMailOff size={20} aria-hidden />} role="status" title={t(failing > 0 ? 'notices.failing' : 'notices.givenUp')}>
      <Text size="sm">{[lastError?.sentence, lastError?.hint].filter(Boolean).join(' ')}</Text>
    </Alert>
  )
}
