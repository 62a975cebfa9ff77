'use client'

import { ActionIcon, Anchor, Badge, Button, Group, Menu, Modal, Paper, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconDots, IconDownload, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowTestSummary } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { useMay } from '../../shell/use-may.js'
import { TestFindings } from './test-findings.js'
import { TestExpectations } from './test-expectations.js'

export interface TestCardProps {
  readonly flowId: string
  readonly test: FlowTestSummary
  readonly onGo: (node: string) => void
  /** Absent: this person may not. */
  readonly onRun?: () => void
  readonly isRunning: boolean
}

const icon = { size: 16, 'aria-hidden': true } as const

/** One test: how its last replay went, with a button for each difference. */
export function TestCard({ flowId, test, onGo, onRun, isRunning }: TestCardProps) {
  const { t } = useTranslation('tests')
  const formats = useFormats()
  const mayEdit = useMay().be('editor')
  const [isOpen, setIsOpen] = useState(false)
  const { result, keptFrom } = test
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={test.name} data-testid="flow-test">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>{test.name}</Text>
            <Outcome test={test} />
          </Group>
          <Text size="xs" c="dimmed" mt={2}>
            <Anchor component={Link} href={`/run/?id=${encodeURIComponent(keptFrom.runId)}`} size="xs">
              {t('kept', { when: formats.when(keptFrom.at), author: test.author })}
            </Anchor>
            {result !== null && ` · ${t(result.draftRevision === null ? 'onPublished' : 'onDraft')}, ${formats.when(result.at)}`}
          </Text>
        </div>
        <Group gap={6} wrap="nowrap">
          {onRun !== undefined && (
            <ActionIcon variant="default" size={30} aria-label={t('runOf', { name: test.name })} onClick={onRun} disabled={isRunning}>
              <IconPlayerPlay {...icon} />
            </ActionIcon>
          )}
          <CardMenu flowId={flowId} test={test} />
        </Group>
      </Group>
      {result !== null && result.findings.length > 0 && <TestFindings flowId={flowId} test={test} findings={result.findings} mayEdit={mayEdit} onGo={onGo} />}
      <Button variant="subtle" size="compact-sm" mt="xs" px={0} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {t('details')} ({t('expectations', { count: test.expectations })})
      </Button>
      {isOpen && <TestExpectations flowId={flowId} test={test} mayEdit={mayEdit} />}
    </Paper>
  )
}

function Outcome({ test: { result } }: { readonly test: FlowTestSummary }) {
  const { t } = useTranslation('tests')
  if (result === null) return <Badge color="gray" variant="light" tt="none">{t('notRun')}</Badge>
  return (
    <Badge color={result.ok ? 'green' : 'red'} variant="light" tt="none" data-testid="test-outcome" data-ok={result.ok}>
      {result.ok ? t('passed') : t('failed', { count: result.findings.length })}
    </Badge>
  )
}

function CardMenu({ flowId, test }: { readonly flowId: string; readonly test: FlowTestSummary }) {
  const { t } = useTranslation('tests')
  const confirm = useConfirm()
  const mayEdit = useMay().be('editor')
  const [isRenaming, setRenaming] = useState(false)
  const params = { id: flowId, test: test.id }
  const remove = useApiMutation('deleteTest', { invalidates: ['flowTests'] })
  const edit = useApiMutation('editTest', { invalidates: ['flowTests', 'flowTest'] })
  const askDelete = async () => {
    if (await confirm({ title: t('deleteTitle'), message: t('deleteText', { name: test.name }), action: t('delete') })) remove.mutate({ params })
  }
  const askAccept = async () => {
    if (await confirm({ title: t('acceptTitle'), message: t('acceptText'), action: t('acceptAll'), isDestructive: false })) edit.mutate({ params, body: { revision: test.revision, edit: { kind: 'accept' } } })
  }
  return (
    <>
      <Menu position="bottom-end" width={230} withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('actionsOf', { name: test.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload {...icon} />} component="a" href={`/api/flows/${encodeURIComponent(flowId)}/tests/${encodeURIComponent(test.id)}/export`} download>
            {t('export')}
          </Menu.Item>
          {mayEdit && (
            <>
              <Menu.Item leftSection={<IconCheck {...icon} />} onClick={() => void askAccept()} disabled={test.result?.ok !== false}>
                {t('acceptAll')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => setRenaming(true)}>
                {t('rename')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={() => void askDelete()}>
                {t('delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isRenaming && <RenameTest name={test.name} onClose={() => setRenaming(false)} onName={(name) => edit.mutate({ params, body: { revision: test.revision, edit: { kind: 'rename', name } } })} />}
    </>
  )
}

function RenameTest({ name, onName, onClose }: { readonly name: string; readonly onName: (name: string) => void; readonly onClose: () => void }) {
  const { t } = useTranslation('tests')
  const [typed, setTyped] = useState(name)
  const keep = () => {
    if (typed.trim() === '') return
    onName(typed.trim())
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('renameTitle')}>
      <Stack>
        <TextInput label={t('name')} value={typed} maxLength={200} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && keep()} data-autofocus />
        <Group justify="flex-end">
          <Button onClick={keep} disabled={typed.trim() === ''}>
            {t('rename')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
