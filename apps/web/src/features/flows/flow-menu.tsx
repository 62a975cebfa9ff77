'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconClockPlay, IconCopy, IconDots, IconDownload, IconListDetails, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { useApiMutation, useInvalidate } from '../../api/use-api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import { useConfirm } from '../../shell/confirm.js'
import { useMay } from '../../shell/use-may.js'

const ExportDialog = dynamic(() => import('./export-dialog.js').then((module) => module.ExportDialog), { ssr: false })
const RunLaterDialog = dynamic(() => import('../schedules/run-later-dialog.js').then((module) => module.RunLaterDialog), { ssr: false })

const icon = { size: 16, 'aria-hidden': true } as const

export function FlowMenu({ flow }: { readonly flow: FlowSummary }) {
  const { t } = useTranslation(['flows', 'common', 'schedules'])
  const [isPlanning, setPlanning] = useState(false)
  const [isExporting, setExporting] = useState(false)
  const router = useRouter()
  const may = useMay()
  const mayDraw = may.be('editor')
  const mayRun = may.be(flow.publishedNumber === null ? 'editor' : 'operator')
  const duplicate = useDuplicate(flow)
  const remove = useRemove(flow)
  const run = useApiMutation('startRun', { invalidates: ['runs', 'flows', 'home'], onSuccess: ({ runId }) => router.push(`/run/?id=${encodeURIComponent(runId)}`) })
  const runNow = () => run.mutate({ params: { id: flow.id }, body: { what: flow.publishedNumber === null ? 'draft' : 'published' } })
  return (
    <>
      <Menu position="bottom-end" width={220} withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('actionsOf', { name: flow.name })} loading={run.isPending} data-testid="flow-menu">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRun && (
            <Menu.Item leftSection={<IconPlayerPlay {...icon} />} onClick={runNow}>
              {t(flow.publishedNumber === null ? 'runDraft' : 'runNow')}
            </Menu.Item>
          )}
          {mayRun && flow.publishedNumber !== null && (
            <Menu.Item leftSection={<IconClockPlay {...icon} />} onClick={() => setPlanning(true)}>
              {t('schedules:later.menu')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconListDetails {...icon} />} component={Link} href={`/runs/?flow=${encodeURIComponent(flow.id)}`}>
            {t('itsRuns')}
          </Menu.Item>
          <Menu.Divider />
          {mayDraw && (
            <Menu.Item leftSection={<IconCopy {...icon} />} onClick={duplicate}>
              {t('duplicate')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload {...icon} />} onClick={() => setExporting(true)} data-testid="flow-export">
            {t('export')}
          </Menu.Item>
          {mayDraw && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={remove}>
                {t('common:action.delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isExporting && <ExportDialog flows={[flow]} onClose={() => setExporting(false)} />}
      {isPlanning && <RunLaterDialog flow={flow} onClose={() => setPlanning(false)} />}
    </>
  )
}

function useDuplicate(flow: FlowSummary): () => void {
  const { t } = useTranslation('flows')
  const showError = useErrorNotice()
  const invalidate = useInvalidate()
  const duplicate = async () => {
    const { document } = await api.call('flow', { params: { id: flow.id } })
    const copy = { ...document, name: t('copyOf', { name: document.name }).slice(0, 200) }
    await api.call('createFlow', { body: { documentText: JSON.stringify(copy) } })
    invalidate('flows')
    notifications.show({ color: 'green', message: t('duplicated', { name: copy.name }) })
  }
  return () => void duplicate().catch(showError)
}

function useRemove(flow: FlowSummary): () => void {
  const { t } = useTranslation('flows')
  const confirm = useConfirm()
  const remove = useApiMutation('deleteFlow', { invalidates: ['flows', 'home', 'runs'], onSuccess: () => notifications.show({ message: t('deleted', { name: flow.name }) }) })
  const ask = async () => {
    const isSure = await confirm({
      title: t('deleteTitle', { name: flow.name }),
      message: t(flow.active ? 'deleteActiveText' : 'deleteText'),
      action: t('deleteAction'),
    })
    if (isSure) remove.mutate({ params: { id: flow.id } })
  }
  return () => void ask()
}
