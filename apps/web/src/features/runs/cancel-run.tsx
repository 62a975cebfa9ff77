'use client'

import { Button, type ButtonProps } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlayerStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useApiMutation } from '../../api/use-api.js'
import { useConfirm } from '../../shell/confirm.js'
import { useMay } from '../../shell/use-may.js'

/** Stops a run that isn't over, after a question. Nothing where it is over, or where the person may not. */
export function CancelRun({ run, size = 'sm' }: { readonly run: RunSummary; readonly size?: ButtonProps['size'] }) {
  const { t } = useTranslation('runs')
  const confirm = useConfirm()
  const may = useMay()
  const cancel = useApiMutation('cancelRun', { invalidates: ['run', 'runs', 'home'], onSuccess: () => notifications.show({ message: t('cancelAsked') }) })
  const ask = async () => {
    if (await confirm({ title: t('cancelTitle'), message: t('cancelText'), action: t('cancelAction') })) cancel.mutate({ params: { id: run.id } })
  }
  if (isTerminalRun(run.status) || !may.be('operator')) return null
  return (
    <Button variant="default" size={size} leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={() => void ask()} loading={cancel.isPending} data-testid="cancel-run">
      {t('cancel')}
    </Button>
  )
}
