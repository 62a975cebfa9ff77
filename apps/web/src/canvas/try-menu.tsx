'use client'

import { ActionIcon, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconEye, IconHistory, IconPhoneIncoming } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '@maillon/api-contract'
import { useApiQuery } from '../api/use-api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useFormats } from '../i18n/use-formats.js'
import { useMenuKeys } from '../shell/use-menu-keys.js'
import { StatusIcon } from '../theme/status-badge.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor } from './editor-context.js'
import { useNextCall } from './next-call/next-call-context.js'
import { isCallTrigger } from './next-call/is-call-trigger.js'
import { pastEvent } from './past-event.js'
import { useTry } from './try-context.js'
import classes from './try-menu.module.css'

const mostRuns = 6

/** Beside "Run": without sending anything, or with what came in at an earlier run. */
export function TryMenu({ isBlocked }: { readonly isBlocked: boolean }) {
  const { t } = useTranslation('canvas')
  const { flowId } = useCanvasView()
  const tryIt = useTry()
  const { opened, onChange, onKeyDown, onDropdown } = useMenuKeys()
  const [isDry, setDry] = useState(false)
  const runs = useApiQuery('runs', { query: { flowId, limit: mostRuns } }, { enabled: opened }).data?.runs
  return (
    <Menu position="bottom-end" width={330} opened={opened} onChange={onChange} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('try.menu')} disabled={isBlocked} onKeyDown={onKeyDown} data-testid="try-menu">
          <IconChevronDown size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown ref={onDropdown}>
        <Menu.Item leftSection={<IconEye size={18} color="var(--status-blue)" aria-hidden />} onClick={() => tryIt({ isDryRun: true })} data-testid="try-dry">
          {t('try.dry')}
          <Text size="xs" c="dimmed">
            {t('try.dryAbout')}
          </Text>
        </Menu.Item>
        <NextCallItem />
        <Menu.Divider />
        <Menu.Label>{t('try.past')}</Menu.Label>
        {runs !== undefined && runs.length > 0 && (
          <Menu.CheckboxItem checked={isDry} onChange={setDry} closeMenuOnClick={false} classNames={{ itemIndicator: classes.check ?? '' }} data-testid="try-past-dry">
            {t('try.pastDry')}
          </Menu.CheckboxItem>
        )}
        {runs?.length === 0 && (
          <Text size="sm" c="dimmed" px="sm" pb={6}>
            {t('try.pastNone')}
          </Text>
        )}
        {runs?.map((run) => <PastRun key={run.id} run={run} isDry={isDry} />)}
      </Menu.Dropdown>
    </Menu>
  )
}

/** For a flow that other programs call, or that begins with a form. */
function NextCallItem() {
  const { t } = useTranslation('canvas')
  const { catalogue } = useCanvasView()
  const { begin, call, isStarting } = useNextCall()
  const isCalled = useEditor(({ document }) => document.nodes.some((node) => node.disabled !== true && isCallTrigger(catalogue.catalogue.get(node.type, node.version)?.trigger)))
  if (!isCalled) return null
  return (
    <Menu.Item leftSection={<IconPhoneIncoming size={18} aria-hidden />} onClick={begin} disabled={isStarting || call !== null} data-testid="try-next-call">
      {t('nextCall.action')}
      <Text size="xs" c="dimmed">
        {t('nextCall.actionAbout')}
      </Text>
    </Menu.Item>
  )
}

function PastRun({ run, isDry }: { readonly run: RunSummary; readonly isDry: boolean }) {
  const { t } = useTranslation(['canvas', 'common'])
  const { catalogue } = useCanvasView()
  const formats = useFormats()
  const showError = useErrorNotice()
  const tryIt = useTry()
  const begin = async () => {
    try {
      const event = await pastEvent(run.id, catalogue.catalogue)
      if (event === null) notifications.show({ color: 'orange', message: t('canvas:try.eventGone') })
      else tryIt({ trigger: event.trigger, rows: [...event.rows], of: run.id, ...(isDry ? { isDryRun: true } : {}) })
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
