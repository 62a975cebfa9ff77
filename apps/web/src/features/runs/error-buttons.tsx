'use client'

import { Button, Group } from '@mantine/core'
import { IconKey, IconPencil, IconRefresh } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import type { ErrorView, RunSummary } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useMay } from '../../shell/use-may.js'
import { waysOut, type WayOut } from './error-way-out.js'

export interface ErrorButtonsProps {
  readonly error: ErrorView
  readonly run: RunSummary
  /** The step that it happened in; null: not known. */
  readonly node: string | null
  /** Whether going on from the failure is among them. Default true. */
  readonly canRetry?: boolean
}

/** What helps with an error of a run, as buttons. */
export function ErrorButtons({ error, run, node, canRetry = true }: ErrorButtonsProps) {
  const may = useMay()
  const isAllowed = { accounts: may.be('editor'), 'open-step': true, retry: canRetry && may.have('failed.retry') } as const
  const ways = waysOut(error.info, { node, isFinal: run.status === 'failed' }).filter(({ kind }) => isAllowed[kind])
  if (ways.length === 0) return null
  return (
    <Group gap="xs" mt="xs">
      {ways.map((way) => (
        <Way key={way.kind} way={way} run={run} />
      ))}
    </Group>
  )
}

function Way({ way, run }: { readonly way: WayOut; readonly run: RunSummary }) {
  const { t } = useTranslation('runs')
  const router = useRouter()
  const retry = useApiMutation('retryRun', { invalidates: ['runs', 'home', 'flows'], onSuccess: ({ runId }) => router.push(`/run/?id=${encodeURIComponent(runId)}`) })
  switch (way.kind) {
    case 'accounts':
      return (
        <Button size="compact-sm" variant="default" component={Link} href="/credentials/" leftSection={<IconKey size={15} aria-hidden />}>
          {t('help.accounts')}
        </Button>
      )
    case 'open-step':
      return (
        <Button size="compact-sm" variant="default" component={Link} href={`/flow/?id=${encodeURIComponent(run.flowId)}&node=${encodeURIComponent(way.node)}`} leftSection={<IconPencil size={15} aria-hidden />}>
          {t('help.openStep')}
        </Button>
      )
    case 'retry':
      return (
        <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ params: { id: run.id } })} leftSection={<IconRefresh size={15} aria-hidden />}>
          {t('retry')}
        </Button>
      )
  }
}
