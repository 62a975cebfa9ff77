'use client'

import { Badge, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ItemsTable } from '../features/runs/items-table.js'
import type { SampleOrigin, Samples } from './sample-scope.js'

const colours: { readonly [O in SampleOrigin]: string } = { pinned: 'blue', seen: 'green', example: 'gray' }

/** Rows by port, with where they come from. */
export function SampleRows({ samples, origin }: { readonly samples: Samples[string]; readonly origin: SampleOrigin }) {
  const { t } = useTranslation('canvas')
  const ports = Object.entries(samples).filter(([, rows]) => rows.length > 0)
  if (ports.length === 0) return null
  return ports.map(([port, rows]) => (
    <div key={port}>
      <Badge variant="light" color={colours[origin]} mb={6} data-testid={`rows-${origin}`}>
        {t(`panel.origin.${origin}`)}
      </Badge>
      {ports.length > 1 && <Text size="xs">{port}</Text>}
      <ItemsTable items={rows.map((json) => ({ json }))} offset={0} />
    </div>
  ))
}
