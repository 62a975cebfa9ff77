'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowTestSummary } from '@maillon/api-contract'
import { placeText, type Expectation } from '@maillon/flow-tests'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useLocale } from '../../i18n/locale-provider.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'

export interface TestExpectationsProps {
  readonly flowId: string
  readonly test: FlowTestSummary
  readonly mayEdit: boolean
}

/** What a test compares, in words; each can be taken out. */
export function TestExpectations({ flowId, test, mayEdit }: TestExpectationsProps) {
  const { t } = useTranslation('tests')
  const read = useApiQuery('flowTest', { params: { id: flowId, test: test.id } })
  const edit = useApiMutation('editTest', { invalidates: ['flowTests', 'flowTest'] })
  if (read.isError) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  if (read.data === undefined) return <LoadingLines count={2} />
  return (
    <Stack gap={6} mt={4} component="ul" p={0} style={{ listStyle: 'none' }}>
      {read.data.test.expect.map((expectation, index) => (
        <Group key={index} component="li" justify="space-between" wrap="nowrap" gap="sm">
          <ExpectationText expectation={expectation} />
          {mayEdit && (
            <Button size="compact-xs" variant="subtle" color="gray" style={{ flexShrink: 0 }} onClick={() => edit.mutate({ params: { id: flowId, test: test.id }, body: { revision: test.revision, edit: { kind: 'remove', expectation: index } } })}>
              {t('remove')}
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  )
}

function ExpectationText({ expectation }: { readonly expectation: Expectation }) {
  const { t } = useTranslation(['tests', 'common'])
  const formats = useFormats()
  const { locale } = useLocale()
  if (expectation.kind === 'status') return <Text size="sm">{t('compares.status', { status: t(`common:status.${expectation.status}`) })}</Text>
  const { name, any = [] } = expectation
  const notes = [
    ...(expectation.kind === 'output' && expectation.count > expectation.rows.length ? [t('firstRows', { rows: formats.number(expectation.rows.length) })] : []),
    ...(any.length === 0 ? [] : [t('any', { fields: any.map((path) => placeText(path, locale)).join(', ') })]),
  ]
  return (
    <Text size="sm">
      {expectation.kind === 'output' ? t('compares.output', { name, count: expectation.count }) : t('compares.requests', { name })}
      {notes.length > 0 && (
        <Text span size="xs" c="dimmed">
          {' '}
          ({notes.join(' ; ')})
        </Text>
      )}
    </Text>
  )
}
