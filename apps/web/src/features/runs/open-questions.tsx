'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { RunDetail } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { answerPath } from './answer-path.js'

/** Steps that wait for somebody's word and asked nobody by mail: here is where it is given. Nothing where none does. */
export function OpenQuestions({ detail }: { readonly detail: RunDetail }) {
  const { t } = useTranslation('runs')
  const waiting = detail.steps.filter(({ status, wait }) => status === 'suspended' && wait?.for === 'answer' && wait.ended === null)
  const lines = useApiQuery('runLogs', { params: { id: detail.run.id } }, { enabled: waiting.length > 0 }).data?.lines ?? []
  return waiting.map(({ node, iteration }) => {
    const path = lines.flatMap((line) => (line.node === node ? (answerPath(line.message) ?? []) : [])).at(-1)
    if (path === undefined) return null
    const name = detail.document.nodes.find(({ id }) => id === node)?.name ?? node
    return (
      <Alert key={`${node} ${iteration}`} color="blue" icon={<IconMessageQuestion size={20} aria-hidden />} styles={{ wrapper: { alignItems: 'center' } }} data-testid="open-question">
        <Group justify="space-between" gap="sm">
          <Text size="sm" flex="1 1 200px">
            {t('question', { name })}
          </Text>
          <Button component={Link} href={path}>
            {t('answer')}
          </Button>
        </Group>
      </Alert>
    )
  })
}
