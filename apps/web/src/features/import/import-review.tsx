'use client'

import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, ImportCheck, ImportDone } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { DiagnosticList } from '../flows/diagnostic-list.js'
import { ArrivingAccounts } from './arriving-accounts.js'
import { ArrivingFlowPanel } from './arriving-flow-panel.js'
import { ArrivingNeeds } from './arriving-needs.js'
import { ConversionReport } from './conversion-report.js'
import { countChosen, firstChoices, requestOf } from './import-choices.js'
import type { FoundFlows } from './found-flows.js'
import classes from './import.module.css'

export interface ImportReviewProps {
  readonly found: FoundFlows
  readonly check: ImportCheck
  readonly onOther: () => void
  readonly onLookAgain: () => void
}

/** Everything about the file on one page, and the last button. */
export function ImportReview({ found, check, onOther, onLookAgain }: ImportReviewProps) {
  const { t } = useTranslation('import')
  const [choices, setChoices] = useState(() => firstChoices(check))
  const done = useDone()
  const take = useApiMutation('import', { invalidates: ['flows', 'home', 'flow', 'versions'], onSuccess: done, onError: () => undefined })
  const isRefused = check.flows.some((flow) => flow.isRefused)
  const count = countChosen(choices)
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={2}>{t('flows', { count: check.flows.length })}</Title>
        <Button variant="default" onClick={onOther}>{t('other')}</Button>
      </Group>
      {isRefused && <Alert color="red" role="alert" title={t('fileRefused')} />}
      {check.flows.map((flow) => (
        <ArrivingFlowPanel key={flow.index} flow={flow} choice={choices.flows[flow.index] ?? { as: 'leave-out', name: flow.name }} onChoose={(choice) => setChoices((now) => ({ ...now, flows: { ...now.flows, [flow.index]: choice } }))} />
      ))}
      <ConversionReport entries={found.report} />
      <ArrivingAccounts accounts={check.accounts} chosen={choices.accounts} onChoose={(key, id) => setChoices((now) => ({ ...now, accounts: { ...now.accounts, [key]: id } }))} />
      <ArrivingNeeds check={check} />
      {take.isError && <Refusal error={take.error} onLookAgain={onLookAgain} />}
      <Group justify="space-between" className={classes.last}>
        <Text size="sm" c="dimmed" flex={1}>{t('safe')}</Text>
        <Button onClick={() => take.mutate({ body: requestOf(found.text, check, choices) })} loading={take.isPending} disabled={isRefused || count === 0} data-testid="import">
          {t('import', { count })}
        </Button>
      </Group>
    </Stack>
  )
}

function Refusal({ error, onLookAgain }: { readonly error: ApiError; readonly onLookAgain: () => void }) {
  const { t } = useTranslation('import')
  const { sentence, hint } = useErrorText()(error)
  const diagnostics = error.body.diagnostics ?? []
  return (
    <Alert color="red" role="alert" title={diagnostics.length > 0 ? t('refused', { count: diagnostics.length }) : sentence}>
      <Stack align="flex-start" gap="xs">
        {diagnostics.length > 0 ? <DiagnosticList diagnostics={diagnostics} /> : <Text size="sm">{hint}</Text>}
        <Button size="xs" variant="default" onClick={onLookAgain}>{t('lookAgain')}</Button>
      </Stack>
    </Alert>
  )
}

/** To the flow where there is one, to the list where there are several. */
function useDone(): (done: ImportDone) => void {
  const { t } = useTranslation('import')
  const router = useRouter()
  return ({ flows }) => {
    const written = flows.filter(({ as }) => as !== 'unchanged')
    notifications.show({ color: 'green', message: written.length === 0 ? t('unchanged') : t('done', { count: written.length }) })
    const [only, ...others] = flows
    router.push(only !== undefined && others.length === 0 ? `/flow/?id=${encodeURIComponent(only.id)}` : '/flows/')
  }
}
