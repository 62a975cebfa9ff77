'use client'

import { Alert, Anchor, Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import type { FlowChange } from '@maillon/flow-document'
import { useApiMutation, useInvalidate } from '../../api/use-api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import { FailedTestsAlert } from '../../features/flow-tests/failed-tests-alert.js'
import { useCanvasView } from '../canvas-view.js'
import { useEditorStore } from '../editor-context.js'
import { Findings } from '../findings.js'
import { useLocale } from '../../i18n/locale-provider.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { comparisonAddress } from '../versions/which-version.js'
import type { PublishProgress } from './publish-state.js'

export interface PublishDialogProps {
  readonly detail: FlowDetail
  /** What differs from the version that is published; null: none is. */
  readonly changes: readonly FlowChange[] | null
  readonly saveNow: () => Promise<boolean>
  readonly onProgress: (progress: PublishProgress) => void
  readonly onPublished: (detail: FlowDetail) => void
  readonly onClose: () => void
}

/** Makes the draft the version that runs: refused with errors, allowed with warnings; says what changes. */
export function PublishDialog({ detail, changes, saveNow, onProgress, onPublished, onClose }: PublishDialogProps) {
  const { t } = useTranslation('canvas')
  useReturningFocus()
  const store = useEditorStore()
  const { checked } = useCanvasView()
  const [message, setMessage] = useState('')
  const [activate, setActivate] = useState(true)
  const [haveTestsFailed, setTestsFailed] = useState(false)
  const invalidate = useInvalidate()
  const showError = useErrorNotice()
  const publish = useApiMutation('publish', {
    invalidates: ['flow', 'flows', 'versions', 'flowTests'],
    onError: (error) => {
      onProgress('none')
      if (error.body.error.code !== 'FLOW_TESTS_FAILED') return showError(error)
      invalidate('flowTests')
      setTestsFailed(true)
    },
    onSuccess: (next) => {
      onProgress('just-done')
      notifications.show({ color: 'green', message: t('publish.done', { number: next.published?.number ?? 1 }) })
      onPublished(next)
    },
  })
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error')
  const others = checked.diagnostics.filter(({ severity }) => severity !== 'error')
  const go = (node: string) => {
    onClose()
    store.getState().openPanel(node)
  }
  const send = async (despiteTests = false) => {
    if (!(await saveNow())) return
    onProgress('publishing')
    publish.mutate({ params: { id: detail.id }, body: { revision: store.getState().revision, activate, ...(despiteTests ? { despiteTests } : {}), ...(message.trim() === '' ? {} : { message: message.trim() }) } })
  }
  return (
    <Modal opened onClose={onClose} title={t('publish.title')} size="lg">
      <Stack>
        {errors.length > 0 && (
          <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />}>
            {t('publish.refused', { count: errors.length })}
          </Alert>
        )}
        {haveTestsFailed && <FailedTestsAlert flowId={detail.id} isPending={publish.isPending} onAnyway={() => void send(true)} />}
        <div style={{ maxHeight: 320, overflowY: 'auto' }}>
          <Findings findings={[...errors, ...others]} onGo={go} />
        </div>
        {changes !== null && detail.published !== null && <Difference flowId={detail.id} number={detail.published.number} changes={changes} />}
        <TextInput label={t('publish.message')} placeholder={t('publish.messagePlaceholder')} value={message} maxLength={500} onChange={(event) => setMessage(event.currentTarget.value)} />
        <Switch label={t('publish.activate')} description={t('publish.activateHelp')} checked={activate} onChange={(event) => setActivate(event.currentTarget.checked)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('publish.cancel')}
          </Button>
          <Button onClick={() => void send()} loading={publish.isPending} disabled={errors.length > 0} data-testid="publish-confirm">
            {t('publish.action')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** What will run otherwise than the version that runs now. */
function Difference({ flowId, number, changes }: { readonly flowId: string; readonly number: number; readonly changes: readonly FlowChange[] }) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  if (changes.length === 0) return <Text size="sm">{t('publish.nothing', { number })}</Text>
  return (
    <div data-testid="publish-difference">
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {t('publish.changes', { number })}
        </Text>
        <Anchor component={Link} href={comparisonAddress(flowId, { newer: 'draft', older: number })} size="sm">
          {t('publish.onCanvas')}
        </Anchor>
      </Group>
      <ul style={{ margin: 0, paddingLeft: 20, maxHeight: 180, overflowY: 'auto' }}>
        {changes.map((change, index) => (
          <li key={index}>
            <Text size="sm">{change.text[locale]}</Text>
          </li>
        ))}
      </ul>
    </div>
  )
}
