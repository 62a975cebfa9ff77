'use client'

import { Alert, Badge, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { importWays, type ArrivingFlow, type ImportWay } from '@maillon/api-contract'
import { ChangeSentences } from '../../canvas/versions/change-sentences.js'
import { Panel } from '../../shell/panel.js'
import { DiagnosticList } from '../flows/diagnostic-list.js'
import type { FlowChosen } from './import-choices.js'
import classes from './import.module.css'

export interface ArrivingFlowPanelProps {
  readonly flow: ArrivingFlow
  readonly choice: FlowChosen
  readonly onChoose: (choice: FlowChosen) => void
}

/** One flow of the file: what it does, what is wrong with it, and what becomes of it. */
export function ArrivingFlowPanel({ flow, choice, onChoose }: ArrivingFlowPanelProps) {
  const { t } = useTranslation('import')
  const name = flow.name === '' ? t('unnamed') : flow.name
  const ways = importWays.filter((way) => way !== 'replace' || flow.existing !== null)
  return (
    <Panel data-testid={`arriving-${flow.index}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Group gap="xs">
            <Text fw={600} component="h3" className={classes.name}>
              {name}
            </Text>
            {flow.isRefused ? <Badge color="red" variant="light" tt="none">{t('isRefused')}</Badge> : <Badge variant="default" tt="none">{t('steps', { count: flow.nodes })}</Badge>}
            {flow.tests > 0 && <Badge variant="default" tt="none">{t('tests', { count: flow.tests })}</Badge>}
          </Group>
          {!flow.isRefused && (
            <SegmentedControl
              aria-label={t('as.label', { name })}
              size="xs"
              value={choice.as}
              onChange={(value) => onChoose({ ...choice, as: value as ImportWay })}
              data={ways.map((way) => ({ value: way, label: t(`as.${way}`) }))}
              className={classes.ways}
            />
          )}
        </Group>
        {flow.problems.length > 0 && (
          <Alert color={flow.isRefused ? 'red' : 'orange'} title={t(flow.isRefused ? 'wrong' : 'problems', { count: flow.problems.length })}>
            <DiagnosticList diagnostics={flow.problems} />
          </Alert>
        )}
        {choice.as !== 'leave-out' && !flow.isRefused && <Fate flow={flow} choice={choice} onChoose={onChoose} />}
        {flow.words !== '' && <Words words={flow.words} />}
        {flow.unknownTypes.map(({ type, version, nodes }) => (
          <Text key={`${type}@${version}`} size="sm" c="var(--status-orange)">
            {t('unknownSteps', { names: nodes.join(', '), type })}
          </Text>
        ))}
      </Stack>
    </Panel>
  )
}

/** The name of a new one; what changes in one that is here. */
function Fate({ flow, choice, onChoose }: ArrivingFlowPanelProps) {
  const { t } = useTranslation('import')
  const { existing } = flow
  const isReplacing = choice.as === 'replace' && existing !== null
  return (
    <>
      {existing !== null && <Text size="sm">{existing.by === 'origin' ? t('sameOrigin', { name: existing.name }) : t('sameName')}</Text>}
      {!isReplacing && <TextInput label={t('name')} value={choice.name} maxLength={200} maw={480} onChange={(event) => onChoose({ ...choice, name: event.currentTarget.value })} />}
      {isReplacing && (
        <div>
          <Text size="sm">{t('changes', { count: existing.changes.length })}</Text>
          {existing.changes.length > 0 && <ChangeSentences changes={existing.changes} />}
          {existing.changes.length > 0 && existing.hasUnpublishedChanges && <Text size="sm" c="dimmed" mt={4}>{t('keptDraft')}</Text>}
          {existing.changes.length > 0 && existing.isActive && <Text size="sm" c="dimmed">{t('publishedStays')}</Text>}
        </div>
      )}
    </>
  )
}

function Words({ words }: { readonly words: string }) {
  const { t } = useTranslation('import')
  const id = useId()
  return (
    <div>
      <Text id={id} size="xs" c="dimmed" fw={500}>
        {t('words')}
      </Text>
      {/* The title stands above already. Longer than its place, it is scrolled by keyboard too. */}
      <Text size="sm" className={classes.words} tabIndex={0} role="group" aria-labelledby={id}>{words.split('\n').slice(2).join('\n').trim()}</Text>
    </div>
  )
}
