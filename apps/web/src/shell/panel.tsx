import { Group, Paper, Title, type PaperProps } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './panel.module.css'

export interface PanelProps extends PaperProps {
  readonly title?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page on its own ground. */
export function Panel({ title, actions, children, ...paper }: PanelProps) {
  return (
    <Paper p="lg" radius="lg" className={classes.panel} {...paper}>
      {title !== undefined && (
        <Group justify="space-between" mb="md" mih={28}>
          <Title order={2}>{title}</Title>
          {actions}
        </Group>
      )}
      {children}
    </Paper>
  )
}
