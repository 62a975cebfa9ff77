'use client'

import { Button, EmptyState, Text, UnstyledButton } from '@mantine/core'
import { IconMail, IconMessage, IconTrash } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SampleMailView } from '@maillon/api-contract'
import { usePollingUnlessLive } from '../../api/live-events.js'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import classes from './mailbox.module.css'
import { OpenMail } from './open-mail.js'

/** What the sample accounts caught instead of sending it. */
export function MailboxPage() {
  const { t } = useTranslation('gallery')
  const read = useApiQuery('sampleMails', {}, { refetchInterval: Math.min(usePollingUnlessLive(3_000) || 3_000, 3_000) })
  const [chosen, setChosen] = useState<string | null>(null)
  const clear = useApiMutation('clearSampleMails', { invalidates: ['sampleMails'], onSuccess: () => setChosen(null) })
  const mails = read.data?.mails ?? []
  const open = mails.find(({ id }) => id === chosen) ?? mails[0]
  return (
    <Page
      title={t('mailbox.title')}
      intro={t('mailbox.intro')}
      actions={
        mails.length > 0 && (
          <Button variant="default" leftSection={<IconTrash size={17} aria-hidden />} loading={clear.isPending} onClick={() => clear.mutate({})}>
            {t('mailbox.clear')}
          </Button>
        )
      }
    >
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isSuccess && open === undefined && (
        <Panel>
          <EmptyState py="xl" variant="light" icon={<IconMail />} title={t('mailbox.emptyTitle')} description={t('mailbox.emptyText')}>
            <EmptyState.Actions>
              <Button component={Link} href="/gallery/">
                {t('mailbox.toGallery')}
              </Button>
            </EmptyState.Actions>
          </EmptyState>
        </Panel>
      )}
      {open !== undefined && (
        <div className={classes.box}>
          <ul className={classes.list} aria-label={t('mailbox.title')} data-testid="sample-mails">
            {mails.map((mail) => (
              <li key={mail.id}>
                <Line mail={mail} isOpen={mail.id === open.id} onOpen={() => setChosen(mail.id)} />
              </li>
            ))}
          </ul>
          <OpenMail key={open.id} id={open.id} />
        </div>
      )}
    </Page>
  )
}

function Line({ mail, isOpen, onOpen }: { readonly mail: SampleMailView; readonly isOpen: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation('gallery')
  const formats = useFormats()
  const Icon = mail.kind === 'mail' ? IconMail : IconMessage
  return (
    <UnstyledButton className={classes.line} aria-current={isOpen || undefined} onClick={onOpen}>
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes.words}>
        <Text span size="sm" fw={500} className={classes.subject}>
          {mail.subject === '' ? t('mailbox.noSubject') : mail.subject}
        </Text>
        <Text span size="xs" c="dimmed" className={classes.subject}>
          {mail.kind === 'mail' ? mail.recipients.join(', ') : t('mailbox.message')} · {formats.when(mail.receivedAt)}
        </Text>
      </span>
    </UnstyledButton>
  )
}
