'use client'

import { Alert, Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { useApiMutation, useInvalidate } from '../api/use-api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { FailedTestsAlert } from '../features/flow-tests/failed-tests-alert.js'
import { useCanvasView } from './canvas-view.js'
import { changesSince } from './changes-since.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { Findings } from './findings.js'
import { useLocale } from '../i18n/locale-provider.js'
import { useReturningFocus } from '../shell/use-returning-focus.js'

export interface PublishDialogProps {
  readonly detail: FlowDetail
  readonly saveNow: () => Promise<boolean>
  readonly onPublished: (detail: FlowDetail) => void
  readonly onClose: () => void
}

/** Makes the draft the version that runs: refused with errors, allowed with warnings; says what changes. */
export function PublishDialog({ detail, saveNow, onPublished, onClose }: PublishDialogProps) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  useReturningFocus()
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const { checked, catalogue } = useCanvasView()
  const [message, setMessage] = useState('')
  const [activate, setActivate] = useState(true)
  const [haveTestsFailed, setTestsFailed] = useState(false)
  const invalidate = useInvalidate()
  const showError = useErrorNotice()
  const publish = useApiMutation('publish', {
    invalidates: ['flow', 'flows', 'versions', 'flowTests'],
    onError: (error) => {
      if (error.body.error.code !== 'FLOW_TESTS_FAILED') return showError(error)
      invalidate('flowTests')
      setTestsFailed(true)
    },
    onSuccess: (next) => {
      notifications.show({ color: 'green', message: t('publish.done', { number: next.published?.number ?? 1 }) })
      onPublished(next)
    },
  })
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error')
  const others = checked.diagnostics.filter(({ severity }) => severity !== 'error')
  const changes = detail.published === null ? [] : changesSince(detail.published.document, document, catalogue.catalogue)
  const go = (node: string) => {
    onClose()
    store.getState().openPanel(node)
  }
  const send = async (despiteTests = false) => {
    if (await saveNow()) publish.mutate({ params: { id: detail.id }, body: { revision: store.getState().revision, activate, ...(despiteTests ? { despiteTests } : {}), ...(message.trim() === '' ? {} : { message: message.trim() }) } })
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
        {changes.length > 0 && (
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t('publish.changes')}
            </Text>
            <ul style={{ margin: 0, paddingLeft: 20, maxHeight: 180, overflowY: 'auto' }}>
              {changes.map((change, index) => (
                <li key={index}>
                  <Text size="sm">{change.text[locale]}</Text>
                </li>
              ))}
            </ul>
          </div>
        )}
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
