'use client'

import { ActionIcon, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconEye, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '@maillon/api-contract'
import { useApiQuery } from '../api/use-api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useFormats } from '../i18n/use-formats.js'
import { StatusIcon } from '../theme/status-badge.js'
import { useCanvasView } from './canvas-view.js'
import { pastEvent } from './past-event.js'
import { useTry } from './try-context.js'

const mostRuns = 6

/** Beside "Run": without sending anything, or with what came in at an earlier run. */
export function TryMenu({ isBlocked }: { readonly isBlocked: boolean }) {
  const { t } = useTranslation('canvas')
  const { flowId } = useCanvasView()
  const tryIt = useTry()
  const [isOpen, setIsOpen] = useState(false)
  const runs = useApiQuery('runs', { query: { flowId, limit: mostRuns } }, { enabled: isOpen }).data?.runs
  return (
    <Menu position="bottom-end" width={330} opened={isOpen} onChange={setIsOpen} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('try.menu')} disabled={isBlocked} data-testid="try-menu">
          <IconChevronDown size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconEye size={18} color="var(--status-blue)" aria-hidden />} onClick={() => tryIt({ isDryRun: true })} data-testid="try-dry">
          {t('try.dry')}
          <Text size="xs" c="dimmed">
            {t('try.dryAbout')}
          </Text>
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('try.past')}</Menu.Label>
        {runs?.length === 0 && (
          <Text size="sm" c="dimmed" px="sm" pb={6}>
            {t('try.pastNone')}
          </Text>
        )}
        {runs?.map((run) => <PastRun key={run.id} run={run} />)}
      </Menu.Dropdown>
    </Menu>
  )
}

function PastRun({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation(['canvas', 'common'])
  const { catalogue } = useCanvasView()
  const formats = useFormats()
  const showError = useErrorNotice()
  const tryIt = useTry()
  const begin = async () => {
    try {
      const event = await pastEvent(run.id, catalogue.catalogue)
      if (event === null) notifications.show({ color: 'orange', message: t('canvas:try.eventGone') })
      else tryIt({ trigger: event.trigger, rows: [...event.rows] })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Menu.Item leftSection={<IconHistory size={18} aria-hidden />} rightSection={<StatusIcon status={run.status} />} onClick={() => void begin()} data-testid={`try-past-${run.id}`}>
      {formats.when(run.acceptedAt)}
      <Text size="xs" c="dimmed">
        {t(`common:status.${run.status}`)}
      </Text>
    </Menu.Item>
  )
}
