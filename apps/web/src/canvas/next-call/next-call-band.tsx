'use client'

import { Anchor, Button, Group, Text } from '@mantine/core'
import { IconExternalLink, IconPhoneIncoming } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AwaitedAddress } from '@maillon/api-contract'
import { useNow } from '../../features/runs/run-facts.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import classes from '../bands.module.css'
import { useCanvasView } from '../canvas-view.js'
import { useEditor } from '../editor-context.js'
import { AddressToCopy } from './address-to-copy.js'
import { useNextCall } from './next-call-context.js'

/** While the next call is waited for: where it may come, how long yet, and a way to stop. Afterwards, where none came. */
export function NextCallBand() {
  const { call, end } = useNextCall()
  if (call !== null) return <Waiting />
  return end === null ? null : <Ended />
}

function Waiting() {
  const { t } = useTranslation('canvas')
  const { call, isCut, stop } = useNextCall()
  const { checked } = useCanvasView()
  const revision = useEditor((state) => state.draft?.revision ?? state.revision)
  useReturningFocus()
  if (call === null) return null
  const isBehind = checked.errors > 0 && revision > call.revision
  return (
    <div className={classes.call} data-testid="next-call" data-state="waiting">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconPhoneIncoming size={20} color="var(--status-blue)" aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <div>
            <Text size="sm" fw={600} role="status">
              {t('nextCall.waiting')}
            </Text>
            <Text size="xs" c="dimmed">
              {t(isCut ? 'nextCall.cut' : isBehind ? 'nextCall.behind' : 'nextCall.about')}
            </Text>
          </div>
        </Group>
        <Group gap="sm" wrap="nowrap" style={{ flex: 'none' }}>
          <Left />
          <Button size="compact-sm" variant="default" onClick={stop} data-testid="stop-next-call">
            {t('nextCall.cancel')}
          </Button>
        </Group>
      </Group>
      <Group gap="md" mt={4} pl={32}>
        {call.addresses.map((address) => (
          <Address key={`${address.kind} ${address.method} ${address.path}`} address={address} />
        ))}
      </Group>
    </div>
  )
}

/** A clock that nobody has to hear each second. */
function Left() {
  const { t } = useTranslation('canvas')
  const { until } = useNextCall()
  const seconds = Math.max(0, Math.round((until - useNow(true)) / 1000))
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <Text size="sm" className="figures" role="timer" aria-live="off" data-testid="next-call-left">
      {t('nextCall.left', { clock })}
    </Text>
  )
}

function Address({ address: { kind, method, path } }: { readonly address: AwaitedAddress }) {
  const { t } = useTranslation('canvas')
  if (kind === 'webhook') return <AddressToCopy method={method} path={`/hooks/${path}`} />
  return (
    <Anchor href={`/forms/${encodeURIComponent(path)}`} target="_blank" rel="noopener" size="sm" data-testid="open-form">
      {t('nextCall.openForm')} <IconExternalLink size={14} aria-hidden style={{ verticalAlign: 'middle' }} />
    </Anchor>
  )
}

function Ended() {
  const { t } = useTranslation('canvas')
  const { end, begin, stop, isStarting } = useNextCall()
  return (
    <Group className={classes.call} justify="space-between" gap="sm" data-testid="next-call" data-state="over">
      <Text size="sm" role="status">
        {t(end === 'late' ? 'nextCall.late' : 'nextCall.elsewhere')}
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={begin} loading={isStarting}>
          {t('nextCall.again')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={stop}>
          {t('nextCall.close')}
        </Button>
      </Group>
    </Group>
  )
}
