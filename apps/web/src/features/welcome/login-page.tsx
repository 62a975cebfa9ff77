'use client'

import { Alert } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../shell/session.js'
import { EntrancePage } from './entrance-page.js'
import { LoginForm } from './login-form.js'
import { safeNext } from './safe-next.js'

export function LoginPage() {
  const { t } = useTranslation('welcome')
  const { session, accept } = useSession()
  const router = useRouter()
  const client = useQueryClient()
  const search = useSearchParams()
  const next = safeNext(search.get('next'))
  useEffect(() => {
    if (session !== null) router.replace(next)
  }, [session, next, router])
  return (
    <EntrancePage title={t('loginTitle')} intro={t('loginIntro')}>
      {search.get('problem') === 'openid' && (
        <Alert color="red" role="alert" mb="md" title={t('openIdRefused.title')}>
          {t('openIdRefused.text')}
        </Alert>
      )}
      <LoginForm
        email={null}
        next={next}
        onLogin={(opened) => {
          // Nothing of an earlier person's reads may be shown.
          client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
          accept(opened)
        }}
      />
    </EntrancePage>
  )
}
