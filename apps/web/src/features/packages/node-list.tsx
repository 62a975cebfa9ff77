'use client'

import { Badge, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PackageNodeView } from '@maillon/api-contract'

const colours = { none: 'gray', read: 'blue', write: 'orange' } as const

/** The steps of a package, with the strongest thing that each may do. */
export function NodeList({ nodes }: { readonly nodes: readonly PackageNodeView[] }) {
  const { t } = useTranslation('packages')
  return (
    <Stack gap={4}>
      {nodes.map(({ type, title, effects, credentials }) => (
        <Group key={type} gap="xs" wrap="nowrap" align="baseline">
          <Badge variant="light" tt="none" color={colours[effects]} style={{ flexShrink: 0 }}>
            {t(`effects.${effects}`)}
          </Badge>
          <Text size="sm">
            {title}{' '}
            <Text span size="sm" c="dimmed">
              {[type, ...(credentials.length === 0 ? [] : [t('takes', { types: credentials.join(', ') })])].join(' · ')}
            </Text>
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
