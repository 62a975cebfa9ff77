'use client'

import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import classes from './mailbox.module.css'

/** One caught mail. Its HTML stands in a frame that may do nothing: no scripts, no forms, nothing read from elsewhere. */
export function OpenMail({ id }: { readonly id: string }) {
  const { t } = useTranslation('gallery')
  const formats = useFormats()
  const read = useApiQuery('sampleMail', { params: { id } }, { staleTime: Infinity })
  if (read.isError) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  if (read.data === undefined) return <LoadingLines />
  const { kind, subject, sender, recipients, html, text, attachments } = read.data
  return (
    <Panel>
      <Stack gap="sm" data-testid="open-mail">
        <Title order={2} size="h4">
          {kind === 'message' ? t('mailbox.message') : subject === '' ? t('mailbox.noSubject') : subject}
        </Title>
        <Text size="sm" c="dimmed">
          {recipients.length === 0 ? sender : t('mailbox.fromTo', { from: sender, to: recipients.join(', ') })}
        </Text>
        {attachments.length > 0 && (
          <Group gap="md">
            {attachments.map(({ name, size }, index) => (
              <Anchor key={`${index} ${name}`} href={`/api/sample-mails/${encodeURIComponent(id)}/attachments/${index}`} download size="sm">
                <Group gap={4} wrap="nowrap">
                  <IconPaperclip size={16} aria-hidden />
                  {name} ({formats.size(size)})
                </Group>
              </Anchor>
            ))}
          </Group>
        )}
        {html === '' ? <Text className={classes.text}>{text}</Text> : <iframe className={classes.frame} sandbox="" srcDoc={html} title={t('mailbox.content')} />}
      </Stack>
    </Panel>
  )
}
