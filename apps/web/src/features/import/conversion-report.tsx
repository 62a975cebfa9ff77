'use client'

import { Badge, Text } from '@mantine/core'
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
      <ul className={classes.report}>
        {entries.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict)).map(({ node, name, verdict, sentence }, index) => (
          <li key={`${node ?? name} ${index}`} className={classes.reported}>
            <Badge variant="light" tt="none" miw="max-content" color={colors[verdict]}>{t(`verdict.${verdict}`)}</Badge>
            <Text size="sm" fw={500} className={classes.name}>{name}</Text>
            {sentence !== '' && <Text size="sm" className={classes.because}>{sentence}</Text>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
