'use client'

import { Button, Group, Select, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { useApiQuery } from '../../api/use-api.js'
import { useMay } from '../../shell/use-may.js'
import classes from '../bands.module.css'
import { useRestore } from './use-restore.js'
import { comparisonAddress, type AskedComparison, type WhichVersion } from './which-version.js'

export interface CompareBandProps {
  readonly flow: FlowDetail
  readonly asked: AskedComparison
  /** Null: not read yet. */
  readonly count: number | null
  readonly onLeave: () => void
}

/** Which two versions the canvas shows over each other; either can be chosen anew. */
export function CompareBand({ flow, asked, count, onLeave }: CompareBandProps) {
  const { t } = useTranslation('versions')
  const router = useRouter()
  const restore = useRestore(flow.id)
  const mayEdit = useMay().be('editor')
  const { data } = useApiQuery('versions', { params: { id: flow.id } })
  const { newer, older } = asked
  const numbers = data?.versions.map(({ number }) => number) ?? []
  const nameOf = (which: WhichVersion) => (which === 'draft' ? t('draft') : t('number', { number: which }))
  const choices = (which: readonly (WhichVersion | null)[]) => [...new Set(which)].flatMap((one) => (one === null ? [] : [{ value: String(one), label: nameOf(one) }]))
  const show = (change: Partial<AskedComparison>) => router.replace(comparisonAddress(flow.id, { ...asked, ...change }))
  return (
    <Group className={classes.run} justify="space-between" gap="sm" data-testid="compare-band">
      <Group gap="xs" className={classes.about}>
        <Select size="xs" w={150} aria-label={t('newer')} allowDeselect={false} data={choices(['draft', newer, ...numbers])} value={String(newer)} onChange={(value) => value !== null && show({ newer: whichOf(value) })} />
        <Text size="sm">{t('against')}</Text>
        <Select size="xs" w={150} aria-label={t('older')} clearable placeholder={t('nothing')} data={choices([older, ...numbers])} value={older === null ? null : String(older)} onChange={(value) => show({ older: value === null ? null : whichOf(value) })} />
        {count !== null && older !== null && (
          <Text size="sm" c="dimmed" role="status">
            {t('changes', { count })}
          </Text>
        )}
      </Group>
      <Group gap="xs">
        {typeof newer === 'number' && mayEdit && (
          <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={15} aria-hidden />} title={t('restoreHelp')} data-testid="restore-shown" onClick={() => void restore(() => api.call('version', { params: { id: flow.id, number: String(newer) } }), t('restored', { number: newer })).then((isDone) => isDone && onLeave())}>
            {t('restore')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={onLeave} data-testid="leave-comparison">
          {t('back')}
        </Button>
      </Group>
    </Group>
  )
}

function whichOf(value: string): WhichVersion {
  return value === 'draft' ? 'draft' : Number(value)
}
