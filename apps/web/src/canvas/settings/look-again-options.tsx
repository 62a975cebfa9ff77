'use client'

import { NumberInput, Stack, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowNode, NodeChange, RetrySettings, WaitPolicy } from '@maillon/flow-document'

/** Five tries, an hour apart. */
const usual: RetrySettings = { attempts: 5, wait: { kind: 'fixed', ms: 3_600_000 } }

/** For a step that looks for something: whether it looks again later while it finds nothing. Between two tries no worker is held. */
export function LookAgainOptions({ node, onChange, isReadOnly }: { readonly node: FlowNode; readonly onChange: (change: NodeChange) => void; readonly isReadOnly: boolean }) {
  const { t } = useTranslation('canvas')
  const again = node.untilFound
  return (
    <Stack gap="sm">
      <Switch label={t('lookAgain.on')} description={t('lookAgain.help')} checked={again !== undefined} disabled={isReadOnly} data-testid="look-again" onChange={(event) => onChange({ untilFound: event.currentTarget.checked ? usual : null })} />
      {again !== undefined && (
        <>
          <NumberInput label={t('lookAgain.attempts')} description={t('lookAgain.attemptsHelp')} min={2} max={100} allowDecimal={false} clampBehavior="strict" value={again.attempts} readOnly={isReadOnly} onChange={(value) => typeof value === 'number' && onChange({ untilFound: { ...again, attempts: value } })} />
          <NumberInput label={t('lookAgain.wait')} suffix=" min" min={0.1} max={10_080} value={minutesOf(again.wait)} readOnly={isReadOnly} onChange={(value) => typeof value === 'number' && onChange({ untilFound: { ...again, wait: { kind: 'fixed', ms: Math.round(value * 60_000) } } })} />
        </>
      )}
    </Stack>
  )
}

/** A document may name other waits: the first of them is shown, and they stay until another one is written here. */
function minutesOf(wait: WaitPolicy): number {
  const ms = wait.kind === 'fixed' ? wait.ms : wait.kind === 'list' ? (wait.ms[0] ?? 0) : wait.firstMs
  return ms / 60_000
}
