'use client'

import { Alert, Code, CopyButton, Button, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ErrorView } from '@maillon/api-contract'
import classes from './error-panel.module.css'

export interface ErrorPanelProps {
  readonly error: ErrorView
  /** Default `red`. */
  readonly tone?: 'red' | 'orange'
  /** The buttons that help. Absent: none. */
  readonly children?: React.ReactNode
}

/** An error: what happened and why, what to do, and (folded) all that a developer would ask for. */
export function ErrorPanel({ error, tone = 'red', children }: ErrorPanelProps) {
  const { t } = useTranslation(['runs', 'common'])
  const raw = JSON.stringify({ ...error.info, details: undefined }, null, 2)
  const text = error.info.details === undefined ? raw : `${raw}\n\n${error.info.details}`
  return (
    <Alert color={tone} icon={<IconAlertCircle size={20} aria-hidden />} title={error.sentence} className={classes.alert}>
      {error.hint !== null && <Text size="sm">{error.hint}</Text>}
      <Text size="xs" c="dimmed" mt={4}>
        {t(`whose.${error.info.kind}`)}
        {error.info.row !== undefined && ` · ${t('atRow', { row: error.info.row + 1 })}`}
      </Text>
      {children}
      <details className={classes.details}>
        <summary>{t('common:error.details')}</summary>
        <Code block mt="xs" mah={280} style={{ overflow: 'auto' }}>
          {text}
        </Code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" mt="xs" onClick={copy}>
              {t(copied ? 'common:action.copied' : 'common:action.copy')}
            </Button>
          )}
        </CopyButton>
      </details>
    </Alert>
  )
}
