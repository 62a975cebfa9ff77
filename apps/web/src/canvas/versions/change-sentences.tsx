'use client'

import { Text, UnstyledButton } from '@mantine/core'
import { IconArrowsLeftRight, IconMinus, IconPencil, IconPlus, IconSettings, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FlowChange, FlowChangeKind } from '@maillon/flow-document'
import { useLocale } from '../../i18n/locale-provider.js'
import classes from './changes.module.css'

export interface ChangeSentencesProps {
  readonly changes: readonly FlowChange[]
  /** Show the step that a sentence is about. Absent: sentences lead nowhere. */
  readonly onGo?: (node: string) => void
}

/** What differs between two versions, one sentence for each change. */
export function ChangeSentences({ changes, onGo }: ChangeSentencesProps) {
  const { t } = useTranslation('versions')
  if (changes.length === 0) return <Text size="sm" c="dimmed">{t('same')}</Text>
  return (
    <ul className={classes.sentences} data-testid="change-sentences">
      {changes.map((change, index) => (
        <li key={index}>
          <Sentence change={change} onGo={onGo} />
        </li>
      ))}
    </ul>
  )
}

function Sentence({ change, onGo }: { readonly change: FlowChange; readonly onGo: ChangeSentencesProps['onGo'] }) {
  const { locale } = useLocale()
  const { icon: Kind, color } = lookOf(change.kind)
  const { node } = change
  const content = (
    <>
      <Kind size={16} color={`var(--status-${color})`} aria-hidden className={classes.kind} />
      <span>{change.text[locale]}</span>
    </>
  )
  if (onGo === undefined || node === undefined) return <div className={classes.sentence}>{content}</div>
  return (
    <UnstyledButton className={classes.sentence} onClick={() => onGo(node)}>
      {content}
    </UnstyledButton>
  )
}

function lookOf(kind: FlowChangeKind): { readonly icon: Icon; readonly color: string } {
  if (kind.startsWith('edge')) return { icon: IconArrowsLeftRight, color: 'gray' }
  if (kind.endsWith('-added')) return { icon: IconPlus, color: 'green' }
  if (kind.endsWith('-removed')) return { icon: IconMinus, color: 'red' }
  return kind === 'setting-changed' ? { icon: IconSettings, color: 'orange' } : { icon: IconPencil, color: 'orange' }
}
