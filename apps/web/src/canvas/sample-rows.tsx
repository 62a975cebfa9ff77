'use client'

import { Badge, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import { ItemsTable } from '../features/runs/items-table.js'
import { useLocale } from '../i18n/locale-provider.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { portsOf } from './ports-of.js'
import type { SampleOrigin, Samples } from './sample-scope.js'

const colours: { readonly [O in SampleOrigin]: string } = { pinned: 'blue', seen: 'green', example: 'gray' }

export interface SampleRowsProps {
  readonly node: FlowNode
  readonly samples: Samples[string]
  readonly origin: SampleOrigin
}

/** Rows by port, with where they come from. */
export function SampleRows({ node, samples, origin }: SampleRowsProps) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const { catalogue } = useCanvasCatalogue()
  const descriptor = catalogue.get(node.type, node.version)
  const labels = new Map(descriptor === null ? [] : portsOf(node, descriptor).outputs.map(({ id, label }) => [id, label[locale]]))
  const ports = Object.entries(samples).filter(([, rows]) => rows.length > 0)
  if (ports.length === 0) return null
  return ports.map(([port, rows]) => (
    <div key={port}>
      <Badge variant="light" color={colours[origin]} mb={6} data-testid={`rows-${origin}`}>
        {t(`panel.origin.${origin}`)}
      </Badge>
      {ports.length > 1 && <Text size="xs">{labels.get(port) ?? port}</Text>}
      <ItemsTable items={rows.map((json) => ({ json }))} offset={0} />
    </div>
  ))
}
