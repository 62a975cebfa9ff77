'use client'

import { Alert, Button, Loader, Stack, Text } from '@mantine/core'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { EntrancePage } from '../welcome/entrance-page.js'
import { FilledForm } from './filled-form.js'

/** What somebody sees who follows the address of a form, on any device. */
export function FormPage() {
  const { t } = useTranslation('formPage')
  const form = useSearchParams().get('form') ?? ''
  const asked = useApiQuery('form', { params: { path: form } }, { enabled: form !== '' })
  const [thanks, setThanks] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const view: FormView | undefined = asked.data
  if (asked.error?.status === 401) return <Notice title={t('membersTitle')} text={t('members')} />
  if (form === '' || asked.error !== null) return <Notice title={t('missingTitle')} text={t('missing')} />
  if (view === undefined) {
    return (
      <EntrancePage title={t('loading')} intro="">
        <Loader size="sm" />
      </EntrancePage>
    )
  }
  if (thanks !== null) {
    return (
      <EntrancePage title={t('sentTitle')} intro="">
        <Stack>
          <Alert color="green" role="status">
            <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
              {thanks === '' ? t('sent') : thanks}
            </Text>
          </Alert>
          <Button
            variant="default"
            onClick={() => {
              setThanks(null)
              setRound(round + 1)
              void asked.refetch()
            }}
          >
            {t('another')}
          </Button>
        </Stack>
      </EntrancePage>
    )
  }
  return (
    <EntrancePage title={view.title} intro={view.intro}>
      {view.awaited !== undefined && (
        <Alert color="blue" role="status" mb="md">
          <Text size="sm">{t('trial')}</Text>
        </Alert>
      )}
      <FilledForm key={round} form={form} awaited={view.awaited ?? null} fields={view.fields} onSent={setThanks} />
    </EntrancePage>
  )
}

function Notice({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <EntrancePage title={title} intro="">
      <Alert color="gray" role="status">
        <Text size="sm">{text}</Text>
      </Alert>
    </EntrancePage>
  )
}
