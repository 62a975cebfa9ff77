'use client'

import { Alert, Loader, Text } from '@mantine/core'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { EntrancePage } from '../welcome/entrance-page.js'
import { AnswerForm } from './answer-form.js'
import { readAnswerForm } from './read-answer-form.js'

type State = AnswerView['state'] | 'taken'

/** What somebody sees who follows an answer link, on any device and without an account. */
export function AnswerPage() {
  const { t } = useTranslation('answer')
  const token = useSearchParams().get('token') ?? ''
  const [outcome, setOutcome] = useState<State | null>(null)
  const asked = useApiQuery('answer', { params: { token } }, { enabled: token !== '', refetchInterval: outcome === null ? 5_000 : false })
  const textOf = useErrorText()
  const view = asked.data
  const state = outcome ?? view?.state ?? null
  const isMissing = token === '' || asked.error?.status === 404
  if (isMissing) return <Notice title={t('missingTitle')} text={t('missing')} />
  if (asked.error !== null && view === undefined) return <Notice title={textOf(asked.error).sentence} text={textOf(asked.error).hint ?? ''} />
  if (view === undefined || state === null) {
    return (
      <EntrancePage title={t('title')} intro={t('introPlain')}>
        <Loader size="sm" />
      </EntrancePage>
    )
  }
  if (state !== 'open') return <Notice title={t(`${state}Title`)} text={t(state)} good={state === 'taken'} />
  const form = readAnswerForm(view.form)
  if (form === null) return <Notice title={t('programsTitle')} text={t('programs')} />
  return (
    <EntrancePage title={form.title} intro={t('intro', { flow: view.flowName })}>
      <AnswerForm token={token} form={form} deadline={view.deadline} onOutcome={setOutcome} />
    </EntrancePage>
  )
}

function Notice({ title, text, good = false }: { readonly title: string; readonly text: string; readonly good?: boolean }) {
  const { t } = useTranslation('answer')
  return (
    <EntrancePage title={title} intro={good ? '' : t('introPlain')}>
      <Alert color={good ? 'green' : 'gray'} role="status">
        <Text size="sm">{text}</Text>
      </Alert>
    </EntrancePage>
  )
}
