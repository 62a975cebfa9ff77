'use client'

import { Alert } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './offline-banner.module.css'
import { useIsLive } from '../api/live-events.js'

/** A line that comes back by itself within this time isn't worth a word. */
const patienceMs = 6_000

/** Says that the server can't be reached, and that nothing needs doing: the page tries again by itself. */
export function OfflineBanner() {
  const { t } = useTranslation('shell')
  const isLive = useIsLive()
  const { online } = useNetwork()
  const [isLost, setIsLost] = useState(false)
  useEffect(() => {
    if (isLive) return setIsLost(false)
    const timer = setTimeout(() => setIsLost(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isLive])
  if (online && !isLost) return null
  return (
    <Alert color="orange" radius={0} py="xs" className={classes.banner} icon={<IconPlugConnectedX size={18} aria-hidden />} role="status">
      {t(online ? 'serverLost' : 'networkLost')}
    </Alert>
  )
}
