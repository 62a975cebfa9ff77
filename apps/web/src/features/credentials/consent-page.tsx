'use client'

import { Alert, Anchor, Loader, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { consentAnswerOf } from './consent-answer.js'

/** Where the service sends people back to after they were asked to agree: hands the answer over, once, and says what came of it. */
export function ConsentPage() {
  const { t } = useTranslation('credentials')
  const textOf = useErrorText()
  const search = useSearchParams()
  const finish = useApiMutation('finishConsent', { invalidates: ['credentials'], onError: () => undefined })
  const isGiven = useRef(false)
  useEffect(() => {
    if (isGiven.current) return
    isGiven.current = true
    const answer = consentAnswerOf(search)
    // The code stands in the address: it isn't left in the history.
    window.history.replaceState(null, '', window.location.pathname)
    finish.mutate({ body: answer })
  }, [search, finish])
  return (
    <Page title={t('consent.title')}>
      <Panel>
        <Stack align="flex-start">
          {finish.isSuccess ? (
            <Alert w="100%" color="green" role="status" icon={<IconCircleCheck size={20} aria-hidden />} title={t('consent.done', { name: finish.data.name })}>
              {t('consent.close')}
            </Alert>
          ) : finish.isError ? (
            <Alert w="100%" color="red" role="alert" icon={<IconCircleX size={20} aria-hidden />} title={textOf(finish.error).sentence}>
              {textOf(finish.error).hint}
            </Alert>
          ) : (
            <Text role="status">
              <Loader size="xs" mr="xs" />
              {t('consent.waiting')}
            </Text>
          )}
          <Anchor component={Link} href="/credentials/">
            {t('consent.back')}
          </Anchor>
        </Stack>
      </Panel>
    </Page>
  )
}
