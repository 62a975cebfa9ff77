'use client'

import { Button } from '@mantine/core'
import { IconArrowsDiff, IconEye, IconRefresh, IconRoute, IconTestPipe } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useApiMutation } from '../../api/use-api.js'
import { useMay } from '../../shell/use-may.js'
import { CancelRun } from './cancel-run.js'

const KeepTestDialog = dynamic(() => import('../flow-tests/keep-test-dialog.js').then((module) => module.KeepTestDialog), { ssr: false })

const icon = { size: 18, 'aria-hidden': true } as const

/** What can be done with a run; used on its page and on the canvas. */
export function RunActions({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation(['runs', 'tests'])
  const [isKeeping, setKeeping] = useState(false)
  const router = useRouter()
  const request = { params: { id: run.id } }
  const retry = useApiMutation('retryRun', { invalidates: ['runs', 'home', 'flows'], onSuccess: ({ runId }) => router.push(`/run/?id=${encodeURIComponent(runId)}`) })
  const isOnCanvas = usePathname().startsWith('/flow/')
  const may = useMay()
  const canRetry = may.have('failed.retry') && (run.status === 'failed' || run.status === 'cancelled')
  return (
    <>
      <CancelRun run={run} />
      {!isOnCanvas && (
        <Button variant="default" leftSection={<IconRoute {...icon} />} component={Link} href={`/flow/?id=${encodeURIComponent(run.flowId)}&run=${encodeURIComponent(run.id)}`}>
          {t('openOnCanvas')}
        </Button>
      )}
      {!isOnCanvas && isTerminalRun(run.status) && (
        <Button variant="default" leftSection={<IconArrowsDiff {...icon} />} component={Link} href={`/compare/?right=${encodeURIComponent(run.id)}`}>
          {t('compare')}
        </Button>
      )}
      {may.be('editor') && canBeKept(run) && (
        <Button variant="default" leftSection={<IconTestPipe {...icon} />} onClick={() => setKeeping(true)} data-testid="keep-as-test">
          {t('tests:keep.button')}
        </Button>
      )}
      {may.be('editor') && isTerminalRun(run.status) && run.calledBy === null && (
        <Button variant="default" leftSection={<IconEye {...icon} color="var(--status-blue)" />} component={Link} href={`/flow/?id=${encodeURIComponent(run.flowId)}&try=${encodeURIComponent(run.id)}`} title={t('tryDraftHelp')} data-testid="try-draft">
          {t('tryDraft')}
        </Button>
      )}
      {isKeeping && <KeepTestDialog run={run} onClose={() => setKeeping(false)} />}
      {canRetry && (
        <Button leftSection={<IconRefresh {...icon} />} onClick={() => retry.mutate(request)} loading={retry.isPending} title={t('retryHelp')}>
          {t('retry')}
        </Button>
      )}
    </>
  )
}

/** Whole runs that are over show a flow from its beginning to its end. */
function canBeKept({ status, goesOnFrom, calledBy, isDryRun }: RunSummary): boolean {
  return isTerminalRun(status) && status !== 'cancelled' && goesOnFrom === null && calledBy === null && !isDryRun
}
