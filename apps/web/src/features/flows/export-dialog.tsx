'use client'

import { Alert, Button, Checkbox, Group, List, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconClipboard, IconDownload, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseFlowFile, suspectedSecrets } from '@maillon/flow-document'
import { readOwnFile } from '../../api/read-own-file.js'
import { copyText } from '../../canvas/copy-text.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

export interface ExportDialogProps {
  readonly flows: readonly { readonly id: string; readonly name: string }[]
  readonly onClose: () => void
}

const icon = { size: 16, 'aria-hidden': true } as const

/** Flows as one file: downloaded, on the clipboard, or by an address that members of the workspace can import from. */
export function ExportDialog({ flows, onClose }: ExportDialogProps) {
  const { t } = useTranslation('flows')
  useReturningFocus()
  const [withSamples, setWithSamples] = useState(false)
  const [withTests, setWithTests] = useState(false)
  const path = `/api/exports/flows?ids=${flows.map(({ id }) => id).join(',')}${withSamples ? '&samples=true' : ''}${withTests ? '&tests=true' : ''}`
  const file = useQuery({ queryKey: ['export', path], queryFn: () => readOwnFile(path), staleTime: 0, gcTime: 0 })
  const tell = (isDone: boolean) => notifications.show(isDone ? { color: 'green', message: t('exporting.copied') } : { color: 'red', message: t('exporting.copyRefused') })
  const [only, ...others] = flows
  return (
    <Modal opened onClose={onClose} title={others.length === 0 ? t('exporting.one', { name: only?.name ?? '' }) : t('exporting.several', { count: flows.length })} size="lg" centered>
      <Stack>
        <Text size="sm">{t('exporting.about')}</Text>
        <Checkbox checked={withSamples} onChange={(event) => setWithSamples(event.currentTarget.checked)} label={t('exporting.samples')} description={t('exporting.samplesAbout')} />
        <Checkbox checked={withTests} onChange={(event) => setWithTests(event.currentTarget.checked)} label={t('exporting.tests')} description={t('exporting.testsAbout')} />
        {(withSamples || withTests) && <Alert color="orange" title={t('exporting.samplesWarning')} />}
        {file.isError && <Problem error={file.error} onRetry={() => void file.refetch()} />}
        {file.isPending && <LoadingLines count={1} />}
        {file.data !== undefined && <Suspicions text={file.data} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" leftSection={<IconLink {...icon} />} title={t('exporting.addressAbout')} onClick={() => void copyText(window.location.origin + path).then(tell)}>
            {t('exporting.address')}
          </Button>
          <Button variant="default" leftSection={<IconClipboard {...icon} />} disabled={file.data === undefined} onClick={() => void copyText(file.data ?? '').then(tell)}>
            {t('exporting.clipboard')}
          </Button>
          <Button component="a" href={path} download leftSection={<IconDownload {...icon} />}>
            {t('exporting.file')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Parameters that look as if somebody had written a secret into them. */
function Suspicions({ text }: { readonly text: string }) {
  const { t } = useTranslation('flows')
  const read = parseFlowFile(text)
  const found = !read.ok ? [] : read.flows.flatMap(({ name, parsed }) => (parsed.ok ? suspectedSecrets(parsed.document).map(({ node, path }) => ({ flow: name, step: parsed.document.nodes.find(({ id }) => id === node)?.name ?? node, path })) : []))
  if (found.length === 0) return null
  return (
    <Alert color="red" role="alert" title={t('exporting.suspicion')}>
      <List size="sm">
        {found.map(({ flow, step, path }) => (
          <List.Item key={`${flow} ${step} ${path}`}>{t('exporting.suspect', { flow, step, path })}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
