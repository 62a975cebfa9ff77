'use client'

import { Alert, Anchor, Button, EmptyState, FileButton, Group, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleCheck, IconPlayerPlay, IconTestPipe, IconUpload } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'
import { TestCard } from './test-card.js'

export interface TestListProps {
  readonly flowId: string
  readonly isPublished: boolean
  /** Go to a step of the flow. */
  readonly onGo: (node: string) => void
  /** Before the draft is replayed: what isn't saved yet is. Absent: nothing is open. */
  readonly saveNow?: () => Promise<boolean>
}

const icon = { size: 16, 'aria-hidden': true } as const

/** The tests of a flow, how they stand, and all that can be done with them; on their page and beside the canvas. */
export function TestList({ flowId, isPublished, onGo, saveNow }: TestListProps) {
  const { t } = useTranslation('tests')
  const may = useMay()
  const read = useApiQuery('flowTests', { params: { id: flowId } }, { enabled: flowId !== '' })
  const replay = useApiMutation('runTests', { invalidates: ['flowTests', 'flowTest'] })
  const what = may.be('editor') ? 'draft' : 'published'
  const run = async (tests?: readonly string[]) => {
    if (saveNow !== undefined && !(await saveNow())) return
    replay.mutate({ params: { id: flowId }, body: { what, ...(tests === undefined ? {} : { tests: [...tests] }) } })
  }
  if (read.isError) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  if (read.data === undefined) return <LoadingLines />
  const { tests } = read.data
  const results = tests.flatMap(({ result }) => (result === null ? [] : [result]))
  const failed = results.filter(({ ok }) => !ok).length
  const mayRun = may.be('operator') && (what === 'draft' || isPublished)
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="xs">
          {mayRun && tests.length > 0 && (
            <Button leftSection={<IconPlayerPlay {...icon} />} onClick={() => void run()} loading={replay.isPending} data-testid="run-tests">
              {t('runAll')}
            </Button>
          )}
          {may.be('editor') && <ImportTest flowId={flowId} />}
        </Group>
      </Group>
      {tests.length > 0 && results.length === tests.length && (
        <Alert color={failed === 0 ? 'green' : 'red'} icon={failed === 0 ? <IconCircleCheck size={18} aria-hidden /> : <IconTestPipe size={18} aria-hidden />} p="sm" role="status" data-testid="tests-sum">
          {failed === 0 ? t('allPass', { count: tests.length }) : t('someFail', { count: failed })}
        </Alert>
      )}
      {tests.length === 0 && (
        <EmptyState icon={<IconTestPipe />} title={t('empty.title')} description={t('empty.text')}>
          <EmptyState.Actions>
            <Anchor component={Link} href={`/runs/?flow=${encodeURIComponent(flowId)}`}>
              {t('empty.action')}
            </Anchor>
          </EmptyState.Actions>
        </EmptyState>
      )}
      {tests.map((test) => (
        <TestCard key={test.id} flowId={flowId} test={test} onGo={onGo} {...(mayRun ? { onRun: () => void run([test.id]) } : {})} isRunning={replay.isPending} />
      ))}
    </Stack>
  )
}

function ImportTest({ flowId }: { readonly flowId: string }) {
  const { t } = useTranslation('tests')
  const add = useApiMutation('addTest', { invalidates: ['flowTests'], onSuccess: () => notifications.show({ color: 'green', message: t('imported') }) })
  const take = async (file: File | null) => {
    if (file !== null) add.mutate({ params: { id: flowId }, body: { documentText: await file.text() } })
  }
  return (
    <FileButton accept="application/json,.json" onChange={(file) => void take(file)}>
      {(props) => (
        <Button variant="default" leftSection={<IconUpload {...icon} />} loading={add.isPending} {...props}>
          {t('import')}
        </Button>
      )}
    </FileButton>
  )
}
