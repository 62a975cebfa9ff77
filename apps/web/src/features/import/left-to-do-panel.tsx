'use client'

import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { LeftToDo } from './left-to-do.js'

export interface LeftToDoPanelProps {
  readonly left: readonly LeftToDo[]
  readonly isChecking: boolean
  readonly onLookAgain: () => void
}

/** All that is missing at once, with where it is done; what is missing keeps nothing from being imported. */
export function LeftToDoPanel({ left, isChecking, onLookAgain }: LeftToDoPanelProps) {
  const { t } = useTranslation('import')
  if (left.length === 0) return <Alert color="green" title={t('left.nothing')} data-testid="left-to-do" />
  const lacksPackage = left.some(({ kind }) => kind === 'packageMissing' || kind === 'packageOlder')
  return (
    <Alert color="orange" title={t('left.title', { count: left.length })} data-testid="left-to-do">
      <Stack gap="sm">
        <List size="sm">
          {left.map(({ kind, name, users, count }) => (
            <List.Item key={`${kind} ${name} ${users}`} style={{ overflowWrap: 'anywhere' }}>{t(`left.${kind}`, { name, users, count })}</List.Item>
          ))}
        </List>
        <Group gap="md" justify="space-between">
          <Text size="sm" flex={1} miw={240}>{t(left.some(({ kind }) => kind === 'unfilled') ? 'left.first' : 'left.about')}</Text>
          <Group gap="md">
            {lacksPackage && <Anchor component={Link} href="/settings/packages/" target="_blank" size="sm">{t('left.packages')}</Anchor>}
            <Button size="xs" variant="default" loading={isChecking} onClick={onLookAgain}>{t('lookAgain')}</Button>
          </Group>
        </Group>
      </Stack>
    </Alert>
  )
}
