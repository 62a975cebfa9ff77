'use client'

import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, ImportCheck, ImportDone } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { DiagnosticList } from '../flows/diagnostic-list.js'
import { ArrivingAccounts } from './arriving-accounts.js'
import { ArrivingFlowPanel } from './arriving-flow-panel.js'
import { ArrivingNeeds } from './arriving-needs.js'
import { ArrivingThings } from './arriving-things.js'
import { ConversionReport } from './conversion-report.js'
import { choicesToCheck, countChosen, flowChoice, nothingChosen, requestOf, type ImportChoices } from './import-choices.js'
import type { FoundFlows } from './found-flows.js'
import classes from './import.module.css'
import { leftToDo } from './left-to-do.js'
import { LeftToDoPanel } from './left-to-do-panel.js'

export interface ImportReviewProps {
  readonly found: FoundFlows
  /** As it was first looked at. */
  readonly first: ImportCheck
  /** Which look it is, of all on this page. */
  readonly round: number
  readonly onOther: () => void
}

/** Everything about the file on one page, and the last button. */
export function ImportReview({ found, first, round, onOther }: ImportReviewProps) {
  const { t } = useTranslation('import')
  const [choices, setChoices] = useState(nothingChosen)
  const { check, isChecking, lookAgain } = useCheck({ found, first, round, choices })
  const done = useDone()
  const take = useApiMutation('import', { invalidates: ['flows', 'home', 'flow', 'versions', 'recipients', 'recipientChoices', 'variables'], onSuccess: done, onError: () => undefined })
  const refused = check.flows.filter((flow) => flow.isRefused).length
  const isRefused = refused > 0
  const count = countChosen(check, choices)
  const left = leftToDo(check, choices)
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={2}>{t('flows', { count: check.flows.length })}</Title>
        <Button variant="default" onClick={onOther}>{t('other')}</Button>
      </Group>
      {isRefused && <Alert color="red" role="alert" title={check.flows.length === 1 ? t('flowRefused') : t('fileRefused', { count: refused })} />}
      {check.flows.map((flow) => (
        <ArrivingFlowPanel key={flow.index} flow={flow} choice={flowChoice(choices, flow)} onChoose={(choice) => setChoices((now) => ({ ...now, flows: { ...now.flows, [flow.index]: choice } }))} />
      ))}
      <ConversionReport entries={found.report} />
      {!isRefused && (
        <>
          <ArrivingAccounts accounts={check.accounts} choices={choices} onChoose={(key, id) => setChoices((now) => ({ ...now, accounts: { ...now.accounts, [key]: id } }))} />
          <ArrivingThings things={check.things} choices={choices} onChoose={(key, chosen) => setChoices((now) => ({ ...now, things: { ...now.things, [key]: chosen } }))} problemAt={(path) => take.error?.body.error.problems?.find((problem) => problem.path === path)?.message ?? null} />
          <ArrivingNeeds check={check} />
          <LeftToDoPanel left={left} isChecking={isChecking} onLookAgain={lookAgain} />
        </>
      )}
      {take.isError && <Refusal error={take.error} onLookAgain={() => { take.reset(); lookAgain() }} />}
      <Group justify="space-between" className={classes.last}>
        <Text size="sm" c="dimmed" flex={1} miw={180}>{t(isRefused ? 'refusedSafe' : 'safe')}</Text>
        <Button onClick={() => take.mutate({ body: requestOf(found.text, check, choices) })} loading={take.isPending} disabled={isRefused || count === 0 || left.some(({ kind }) => kind === 'unfilled')} data-testid="import">
          {t('import', { count })}
        </Button>
      </Group>
    </Stack>
  )
}

/** The check as it is with what was chosen: each choice asks again, and nothing is written by asking. */
function useCheck({ found, first, round, choices }: Pick<ImportReviewProps, 'found' | 'first' | 'round'> & { readonly choices: ImportChoices }) {
  const told = choicesToCheck(first, choices)
  const { data, isFetching, refetch } = useQuery({
    queryKey: ['importCheck', round, told],
    queryFn: ({ signal }) => api.call('checkImport', { body: { text: found.text, ...told } }, signal),
    enabled: Object.keys(choices.accounts).length + Object.keys(choices.things).length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return { check: data ?? first, isChecking: isFetching, lookAgain: () => void refetch() }
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
