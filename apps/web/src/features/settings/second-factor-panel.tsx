'use client'

import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import { EnrolDialog } from './enrol-dialog.js'
import { PasswordDialog } from './password-dialog.js'
import { ShownOnce } from './shown-once.js'

type Asked = 'begin' | 'end' | 'codes' | null

export interface SecondFactorPanelProps {
  readonly factor: AccountView['secondFactor']
  readonly hasPassword: boolean
}

/** A code of the phone beside the password: on, off, and the codes for the day the phone is lost. */
export function SecondFactorPanel({ factor, hasPassword }: SecondFactorPanelProps) {
  const { t } = useTranslation('settings')
  const formats = useFormats()
  const [asked, setAsked] = useState<Asked>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const close = () => setAsked(null)
  const invalidates = ['account'] as const
  const begin = useApiMutation('beginSecondFactor', { onSuccess: close, onError: () => undefined })
  const end = useApiMutation('endSecondFactor', { invalidates, onSuccess: () => (close(), notifications.show({ message: t('factor.ended') })), onError: () => undefined })
  const renew = useApiMutation('renewRecoveryCodes', { invalidates, onSuccess: (answer) => (close(), setCodes(answer.codes)), onError: () => undefined })
  const calls = { begin, end, codes: renew }
  const call = asked === null ? null : calls[asked]
  const ask = (what: Exclude<Asked, null>) => {
    calls[what].reset()
    setAsked(what)
  }
  return (
    <Panel title={t('factor.title')}>
      <Text size="sm" mb="md">
        {factor === null ? t('factor.off') : t('factor.on', { when: formats.date(factor.since), count: factor.recoveryCodesLeft })}
      </Text>
      <Group>
        {factor === null && (
          <Button onClick={() => ask('begin')} disabled={!hasPassword}>
            {t('factor.begin')}
          </Button>
        )}
        {factor !== null && (
          <>
            <Button variant="default" onClick={() => ask('codes')}>
              {t('factor.newCodes')}
            </Button>
            <Button variant="default" onClick={() => ask('end')}>
              {t('factor.end')}
            </Button>
          </>
        )}
      </Group>
      {asked !== null && call !== null && <PasswordDialog title={t(`factor.ask.${asked}`)} isPending={call.isPending} error={call.error} onGiven={(password) => call.mutate({ body: { password } })} onClose={close} />}
      {begin.data !== undefined && codes === null && asked === null && <EnrolDialog enrolment={begin.data} onDone={(made) => (begin.reset(), setCodes(made))} onClose={() => begin.reset()} />}
      {codes !== null && <ShownOnce title={t('factor.codesTitle')} text={t('factor.codesText')} secrets={codes} onClose={() => setCodes(null)} />}
    </Panel>
  )
}
