'use client'

import { Alert, Button, Checkbox, Group, Loader, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconScissors } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary, TestProposal } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Problem } from '../../shell/problem.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

const usualRows = 100
const mostRows = 5000

export interface KeepTestDialogProps {
  readonly run: RunSummary
  readonly onClose: () => void
}

/** Makes a test of a run: its name, how much of it, and what is compared. */
export function KeepTestDialog({ run, onClose }: KeepTestDialogProps) {
  const { t } = useTranslation(['tests', 'common'])
  useReturningFocus()
  const router = useRouter()
  const [name, setName] = useState('')
  const [rows, setRows] = useState(usualRows)
  const [asked] = useDebouncedValue(rows, 600)
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const read = useApiQuery('testProposal', { params: { id: run.id }, query: { rows: asked } }, { staleTime: Infinity, keepPrevious: true })
  const keep = useApiMutation('keepTest', {
    invalidates: ['flowTests'],
    onSuccess: (test) => {
      notifications.show({ color: 'green', message: t('keep.done', { name: test.name }) })
      router.push(`/flow-tests/?id=${encodeURIComponent(run.flowId)}`)
    },
  })
  const compare = (read.data?.comparisons ?? []).flatMap(({ key, isProposed }) => ((changed.get(key) ?? isProposed) ? [key] : []))
  const send = () => keep.mutate({ params: { id: run.id }, body: { name: name.trim(), rows, compare } })
  return (
    <Modal opened onClose={onClose} title={t('keep.title')} size="lg">
      <Stack>
        <Text size="sm">{t('keep.about')}</Text>
        <TextInput label={t('keep.name')} placeholder={t('keep.placeholder')} value={name} maxLength={200} required data-autofocus onChange={(event) => setName(event.currentTarget.value)} data-testid="test-name" />
        <NumberInput label={t('keep.rows')} description={t('keep.rowsHelp')} value={rows} min={1} max={mostRows} allowDecimal={false} w={260} onChange={(value) => setRows(typeof value === 'number' ? Math.min(Math.max(value, 1), mostRows) : usualRows)} />
        {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
        {read.isPending && (
          <Group gap="xs" role="status">
            <Loader size="xs" />
            <Text size="sm" c="dimmed">
              {t('keep.preparing')}
            </Text>
          </Group>
        )}
        {read.data !== undefined && <Comparisons proposal={read.data} changed={changed} onChange={(key, isOn) => setChanged(new Map(changed).set(key, isOn))} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button onClick={send} loading={keep.isPending} disabled={name.trim() === '' || read.data === undefined} data-testid="keep-test-confirm">
            {t('keep.action')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

interface ComparisonsProps {
  readonly proposal: TestProposal
  readonly changed: ReadonlyMap<string, boolean>
  readonly onChange: (key: string, isOn: boolean) => void
}

function Comparisons({ proposal, changed, onChange }: ComparisonsProps) {
  const { t } = useTranslation('tests')
  const formats = useFormats()
  const { cuts, remembered, filesLeftOut, comparisons } = proposal
  const notes = [
    ...cuts.map(({ name, rows, kept }) => t('keep.cut', { name, rows: formats.number(rows), kept: formats.number(kept) })),
    ...(remembered.length === 0 ? [] : [t('keep.remembered', { names: remembered.join(', ') })]),
    ...(filesLeftOut.length === 0 ? [] : [t('keep.filesLeftOut', { names: filesLeftOut.join(', ') })]),
  ]
  return (
    <>
      {notes.length > 0 && (
        <Alert color="blue" icon={<IconScissors size={18} aria-hidden />} p="sm">
          {notes.map((note) => (
            <Text key={note} size="sm">
              {note}
            </Text>
          ))}
        </Alert>
      )}
      <Stack gap="xs" role="group" aria-label={t('keep.compare')} style={{ maxHeight: 320, overflowY: 'auto' }} tabIndex={0}>
        <Text size="sm" fw={600}>
          {t('keep.compare')}
        </Text>
        {comparisons.map((one) => (
          <Checkbox key={one.key} label={labelOf(one, t)} checked={changed.get(one.key) ?? one.isProposed} onChange={(event) => onChange(one.key, event.currentTarget.checked)} />
        ))}
      </Stack>
    </>
  )
}

function labelOf(one: TestProposal['comparisons'][number], t: ReturnType<typeof useTranslation<'tests'>>['t']): string {
  if (one.kind === 'output') return t('keep.output', { name: one.name, port: one.port === 'main' ? '' : ` (${one.port})`, count: one.rows })
  return one.isWrite ? t('keep.sends', { name: one.name, count: one.calls }) : t('keep.asks', { name: one.name, count: one.calls })
}
