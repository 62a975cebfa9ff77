'use client'

import { ActionIcon, Badge, Button, EmptyState, Flex, Group, Stack, Switch, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBellPlus, IconPencil, IconPlus, IconSend, IconTrash } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertRuleView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'
import { requestOfRule } from './request-of-rule.js'
import { useRuleText } from './use-rule-text.js'

const RuleDialog = dynamic(() => import('./rule-dialog.js').then((module) => module.RuleDialog), { ssr: false })

/** What is watched, each rule as a sentence; administrators change them. */
export function AlertRules() {
  const { t } = useTranslation('alerts')
  const may = useMay()
  const mayChange = may.be('administrator')
  /** `new`, or the one that is changed. */
  const [edited, setEdited] = useState<AlertRuleView | 'new' | null>(null)
  const read = useApiQuery('alertRules', {})
  const rules = read.data?.rules ?? []
  const add = mayChange && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
      {t('rule.add')}
    </Button>
  )
  return (
    <Stack gap="md">
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {rules.length > 0 && <Group justify="flex-end">{add}</Group>}
      {read.isPending && <LoadingLines count={3} />}
      {read.isSuccess && rules.length === 0 && (
        <Panel>
          <EmptyState py="xl" variant="light" icon={<IconBellPlus />} title={t('rule.empty.title')} description={t('rule.empty.text')}>
            <EmptyState.Actions>{add}</EmptyState.Actions>
          </EmptyState>
        </Panel>
      )}
      <Stack gap="sm" data-testid="alert-rules">
        {rules.map((rule) => (
          <RuleLine key={rule.id} rule={rule} mayChange={mayChange} onEdit={() => setEdited(rule)} />
        ))}
      </Stack>
      {edited !== null && <RuleDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  )
}

interface RuleLineProps {
  readonly rule: AlertRuleView
  readonly mayChange: boolean
  readonly onEdit: () => void
}

function RuleLine({ rule, mayChange, onEdit }: RuleLineProps) {
  const { t } = useTranslation('alerts')
  const formats = useFormats()
  const text = useRuleText()(rule)
  const change = useApiMutation('changeAlertRule', { invalidates: ['alertRules', 'alerts', 'openAlerts'] })
  const { id, open, isEnabled, summaryMinutes } = rule
  return (
    <Panel py="sm">
      <Flex direction={{ base: 'column', sm: 'row' }} align={{ base: 'stretch', sm: 'center' }} gap="sm" justify="space-between">
        <Group wrap="nowrap" gap="md" miw={0}>
          <Switch checked={isEnabled} disabled={!mayChange || change.isPending} onChange={(event) => change.mutate({ params: { id }, body: { ...requestOfRule(rule), isEnabled: event.currentTarget.checked } })} aria-label={t('rule.enabledOf', { rule: text })} />
          <Stack gap={2} miw={0}>
            <Text fw={500} {...(isEnabled ? {} : { c: 'dimmed' })} style={{ overflowWrap: 'anywhere' }}>
              {text}
            </Text>
            <Group gap="xs">
              <Text size="xs" c="dimmed">
                {t('rule.summary', { minutes: formats.number(summaryMinutes) })}
              </Text>
              {open > 0 && (
                <Badge color="red" variant="light" size="sm" tt="none">
                  {t('rule.open', { number: formats.number(open) })}
                </Badge>
              )}
            </Group>
          </Stack>
        </Group>
        {mayChange && <RuleDeeds rule={rule} text={text} onEdit={onEdit} />}
      </Flex>
    </Panel>
  )
}

function RuleDeeds({ rule: { id }, text, onEdit }: { readonly rule: AlertRuleView; readonly text: string; readonly onEdit: () => void }) {
  const { t } = useTranslation('alerts')
  const confirm = useConfirm()
  const remove = useApiMutation('deleteAlertRule', { invalidates: ['alertRules', 'alerts', 'openAlerts'], onSuccess: () => notifications.show({ message: t('rule.deleted') }) })
  const trial = useTrial()
  const ask = async () => {
    if (await confirm({ title: t('rule.deleteTitle'), message: t('rule.deleteText'), action: t('rule.deleteAction') })) remove.mutate({ params: { id } })
  }
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button size="xs" variant="default" leftSection={<IconSend size={15} aria-hidden />} loading={trial.isPending} onClick={() => trial.mutate({ params: { id } })} aria-label={t('rule.tryOf', { rule: text })}>
        {t('rule.try')}
      </Button>
      <ActionIcon variant="subtle" color="gray" onClick={onEdit} aria-label={t('rule.editOf', { rule: text })}>
        <IconPencil size={18} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" onClick={() => void ask()} aria-label={t('rule.deleteOf', { rule: text })}>
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  )
}

/** Says who got the trial, and why somebody didn't. */
function useTrial() {
  const { t } = useTranslation('alerts')
  return useApiMutation('tryAlertRule', {
    onSuccess: ({ told, failed }) => {
      if (told.length > 0) notifications.show({ color: 'green', message: t('rule.tried', { names: told.join(', ') }) })
      for (const { name, error } of failed) notifications.show({ color: 'red', autoClose: false, message: t('rule.tryFailed', { name, reason: [error.sentence, error.hint].filter(Boolean).join(' ') }) })
    },
  })
}
