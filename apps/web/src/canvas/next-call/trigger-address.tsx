'use client'

import { Anchor, Button, Stack, Text, Tooltip } from '@mantine/core'
import { IconExternalLink, IconPhoneIncoming } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import type { NodeDescriptor } from '@maillon/node-contract'
import { useCanvasView } from '../canvas-view.js'
import { AddressToCopy } from './address-to-copy.js'
import { useNextCall } from './next-call-context.js'

/** Where a webhook or a form is reached, as a whole; nothing before it has a path. */
export function TriggerAddress({ node: { params }, descriptor }: { readonly node: FlowNode; readonly descriptor: NodeDescriptor }) {
  const { t } = useTranslation('canvas')
  const { path, method } = params
  if (typeof path !== 'string' || path === '') return null
  if (descriptor.trigger === 'webhook') {
    return (
      <Stack gap={2} mb="md" data-testid="trigger-address">
        <Text size="sm" fw={500}>
          {t('nextCall.address')}
        </Text>
        <AddressToCopy method={typeof method === 'string' ? method : 'POST'} path={`/hooks/${path}`} />
      </Stack>
    )
  }
  if (descriptor.trigger !== 'form') return null
  return (
    <Anchor href={`/forms/${encodeURIComponent(path)}`} target="_blank" rel="noopener" size="sm" display="block" mb="md" data-testid="trigger-address">
      {t('nextCall.formAddress')} <IconExternalLink size={14} aria-hidden style={{ verticalAlign: 'middle' }} />
    </Anchor>
  )
}

/** From the panel of a webhook or form: a real call is the best sample. */
export function TryNextCall({ onBegin }: { readonly onBegin: () => void }) {
  const { t } = useTranslation('canvas')
  const { checked } = useCanvasView()
  const { begin, call, isStarting } = useNextCall()
  const start = () => {
    onBegin()
    begin()
  }
  return (
    <Tooltip label={t('nextCall.actionAbout')} openDelay={300}>
      <Button variant="default" size="compact-md" leftSection={<IconPhoneIncoming size={16} aria-hidden />} onClick={start} loading={isStarting} disabled={call !== null || checked.errors > 0} data-testid="panel-next-call">
        {t('nextCall.action')}
      </Button>
    </Tooltip>
  )
}
