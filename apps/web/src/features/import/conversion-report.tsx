'use client'

import { Badge, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConversionEntry } from '@maillon/api-contract'
import { Panel } from '../../shell/panel.js'
import classes from './import.module.css'

const colors = { mapped: 'green', look: 'orange', placeholder: 'red' } as const

/** What became of each step of another tool's flow; what needs a look comes first. Nothing for flows of our own. */
export function ConversionReport({ entries }: { readonly entries: readonly ConversionEntry[] }) {
  const { t } = useTranslation('import')
  if (entries.length === 0) return null
  const order = ['placeholder', 'look', 'mapped']
  return (
    <Panel title={t('report')}>
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {entries.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict)).map(({ node, name, verdict, sentence }, index) => (
            <Table.Tr key={`${node ?? name} ${index}`}>
              <Table.Td className={classes.verdict}><Badge variant="light" tt="none" miw="max-content" color={colors[verdict]}>{t(`verdict.${verdict}`)}</Badge></Table.Td>
              <Table.Td><Text size="sm" fw={500}>{name}</Text></Table.Td>
              <Table.Td><Text size="sm">{sentence}</Text></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}
