'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowTestSummary, TestFindingView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'

export interface TestFindingsProps {
  readonly flowId: string
  readonly test: FlowTestSummary
  readonly findings: readonly TestFindingView[]
  readonly mayEdit: boolean
  readonly onGo: (node: string) => void
}

/** What came out otherwise, sentence by sentence, each with what can be done about it. */
export function TestFindings({ flowId, test, findings, mayEdit, onGo }: TestFindingsProps) {
  return (
    <Stack gap="sm" mt="sm" component="ul" p={0} style={{ listStyle: 'none' }}>
      {findings.map((view, index) => (
        <li key={index}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {view.sentence}
          </Text>
          {view.hint !== null && (
            <Text size="xs" c="dimmed">
              {view.hint}
            </Text>
          )}
          <FindingButtons flowId={flowId} test={test} view={view} mayEdit={mayEdit} onGo={onGo} />
        </li>
      ))}
    </Stack>
  )
}

function FindingButtons({ flowId, test, view: { finding }, mayEdit, onGo }: Omit<TestFindingsProps, 'findings'> & { readonly view: TestFindingView }) {
  const { t } = useTranslation('tests')
  const edit = useApiMutation('editTest', { invalidates: ['flowTests', 'flowTest'] })
  const send = (change: Parameters<typeof edit.mutate>[0]['body']['edit']) => edit.mutate({ params: { id: flowId, test: test.id }, body: { revision: test.revision, edit: change } })
  const { expectation } = finding
  const canAccept = expectation !== undefined && finding.kind !== 'node-missing' && finding.kind !== 'port-missing'
  return (
    <Group gap="xs" mt={4}>
      {'node' in finding && finding.kind !== 'node-missing' && finding.kind !== 'trigger-missing' && (
        <Button size="compact-xs" variant="default" onClick={() => onGo(finding.node)}>
          {t('show')}
        </Button>
      )}
      {mayEdit && canAccept && (
        <Button size="compact-xs" variant="default" loading={edit.isPending} onClick={() => send({ kind: 'accept', expectation })} data-testid="accept-finding">
          {t('accept')}
        </Button>
      )}
      {mayEdit && expectation !== undefined && (finding.kind === 'value' || finding.kind === 'request') && (
        <Button size="compact-xs" variant="default" loading={edit.isPending} onClick={() => send({ kind: 'loosen', expectation, path: finding.path })} data-testid="loosen-finding">
          {t('loosen')}
        </Button>
      )}
      {mayEdit && expectation !== undefined && (
        <Button size="compact-xs" variant="default" loading={edit.isPending} onClick={() => send({ kind: 'remove', expectation })}>
          {t('remove')}
        </Button>
      )}
    </Group>
  )
}
