'use client'

import { IconPlayerPauseFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../api/use-api.js'
import classes from './navigation.module.css'
import { useMay } from './use-may.js'

const readEveryMs = 20_000

/** Beside the lanes in the navigation, on every page, as long as one of them rests: so that nobody forgets it. */
export function PausedMark() {
  const { t } = useTranslation('shell')
  const may = useMay()
  const { data } = useApiQuery('queueNotices', {}, { enabled: may.have('queues.see'), refetchInterval: readEveryMs })
  const lanes = data?.paused.map(({ lane }) => lane) ?? []
  if (lanes.length === 0) return null
  const label = t('pausedLanes', { count: lanes.length, lanes: lanes.join(', ') })
  return (
    <span className={classes.mark} role="img" aria-label={label} title={label}>
      <IconPlayerPauseFilled size={15} aria-hidden />
    </span>
  )
}
