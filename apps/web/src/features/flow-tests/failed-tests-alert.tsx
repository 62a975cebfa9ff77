'use client'

import { Alert, Anchor, Button, Group, Text } from '@mantine/core'
import { IconTestPipe } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { useMay } from '../../shell/use-may.js'

const mostSentences = 6

export interface FailedTestsAlertProps {
  readonly flowId: string
  readonly isPending: boolean
  readonly onAnyway: () => void
}

/** Why nothing was published: what the tests found, and the way round them for those who may. */
export function FailedTestsAlert({ flowId, isPending, onAnyway }: FailedTestsAlertProps) {
  const { t } = useTranslation('tests')
  const may = useMay()
  const { data } = useApiQuery('flowTests', { params: { id: flowId } })
  const failed = (data?.tests ?? []).filter(({ result }) => result?.ok === false)
  const sentences = failed.flatMap(({ result }) => result?.findings ?? []).map(({ sentence }) => sentence)
  return (
    <Alert color="red" icon={<IconTestPipe size={18} aria-hidden />} title={t('publish.title', { count: Math.max(failed.length, 1) })} data-testid="publish-tests-failed">
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {sentences.slice(0, mostSentences).map((sentence, index) => (
          <li key={index}>
            <Text size="sm">{sentence}</Text>
          </li>
        ))}
      </ul>
      <Group mt="sm" gap="md">
        <Anchor component={Link} href={`/flow-tests/?id=${encodeURIComponent(flowId)}`} size="sm">
          {t('publish.open')}
        </Anchor>
        {may.have('tests.override') ? (
          <Button color="red" variant="light" size="compact-sm" loading={isPending} onClick={onAnyway} data-testid="publish-anyway">
            {t('publish.anyway')}
          </Button>
        ) : (
          <Text size="xs" c="dimmed">
            {t('publish.notAllowed')}
          </Text>
        )}
      </Group>
    </Alert>
  )
}
