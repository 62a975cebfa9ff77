'use client'

import { Badge, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ItemsTable } from '../features/runs/items-table.js'
import type { Samples } from './sample-scope.js'

/** Example rows by port. */
export function SampleRows({ samples }: { readonly samples: Samples[string] }) {
  const { t } = useTranslation('canvas')
  const ports = Object.entries(samples).filter(([, rows]) => rows.length > 0)
  if (ports.length === 0) return null
  return ports.map(([port, rows]) => (
    <div key={port}>
      <Badge variant="light" color="gray" mb={6}>
        {t('panel.example')}
      </Badge>
      {ports.length > 1 && <Text size="xs">{port}</Text>}
      <ItemsTable items={rows.map((json) => ({ json }))} offset={0} />
    </div>
  ))
}
