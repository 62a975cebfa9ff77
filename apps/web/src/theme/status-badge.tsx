'use client'

import { Group, Text, type MantineSize } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RunStatus, StepStatus } from '@maillon/plan'
import { statusLooks } from './status-looks.js'
import classes from './status.module.css'

/** A state as icon and word. */
export function StatusBadge({ status, size = 'sm' }: { readonly status: RunStatus | StepStatus; readonly size?: MantineSize }) {
  const { t } = useTranslation('common')
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" className={classes.badge}>
      <StatusIcon status={status} />
      <Text span size={size} className={classes.word}>
        {t(`status.${status}`)}
      </Text>
    </Group>
  )
}

/** The icon alone; only where the word stands beside it or in its label. */
export function StatusIcon({ status, size = 18 }: { readonly status: RunStatus | StepStatus; readonly size?: number }) {
  const { icon: Icon, color, isMoving } = statusLooks[status]
  return <Icon size={size} aria-hidden className={isMoving ? classes.moving : undefined} data-status-color={color} color={`var(--status-${color})`} stroke={1.9} />
}
