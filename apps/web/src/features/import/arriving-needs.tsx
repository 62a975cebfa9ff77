'use client'

import { SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportCheck } from '@maillon/api-contract'
import { Panel } from '../../shell/panel.js'
import classes from './import.module.css'

/** Packages, hosts and files that the flows of the file name, with what isn't here. */
export function ArrivingNeeds({ check }: { readonly check: ImportCheck }) {
  const { t } = useTranslation('import')
  const parts = [
    { title: t('hosts'), entries: check.hosts.map((text) => ({ text, isWrong: false })) },
    { title: t('files'), entries: check.files.map(({ name, isHere }) => ({ text: isHere ? name : t('absent', { name }), isWrong: !isHere })) },
    { title: t('packages'), entries: check.packages.map(({ name, wanted, verdict }) => ({ text: t(`package.${verdict}`, { name, wanted }), isWrong: verdict !== 'here' })) },
  ].filter(({ entries }) => entries.length > 0)
  return (
    <Panel title={t('needs')}>
      {parts.length === 0 && <Text size="sm" c="dimmed">{t('nothing')}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {parts.map(({ title, entries }) => (
          <div key={title}>
            <Text size="xs" c="dimmed" fw={500}>{title}</Text>
            <ul className={classes.list}>
              {entries.map(({ text, isWrong }) => (
                <li key={text}>
                  <Text size="sm" span {...(isWrong ? { c: 'var(--status-orange)' } : {})}>{text}</Text>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </SimpleGrid>
    </Panel>
  )
}
