'use client'

import { Alert, Button, Checkbox, Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertRuleRequest, AlertRuleView } from '@maillon/api-contract'
import { userRoles, type UserRole } from '@maillon/kernel'
import { alertKinds, isAboutLanes, type AlertKind } from '@maillon/plan'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { FlowChoice } from './flow-choice.js'
import { KindSettings } from './kind-settings.js'
import { RecipientChoice } from './recipient-choice.js'
import { requestOfRule } from './request-of-rule.js'
import { useRuleText } from './use-rule-text.js'

export interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: AlertRuleView | null
  readonly onClose: () => void
}

const askedRoles = userRoles.filter((role) => role !== 'owner').toReversed()

/** A rule as a form; the sentence above it says what it means. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  const { t } = useTranslation(['alerts', 'common'])
  useReturningFocus()
  const [values, setValues] = useState<AlertRuleRequest>(() => startOf(rule))
  const set = (changed: Partial<AlertRuleRequest>) => setValues({ ...values, ...changed })
  const options = { invalidates: ['alertRules', 'alerts', 'openAlerts'], onSuccess: onClose, onError: () => undefined } as const
  const create = useApiMutation('createAlertRule', options)
  const change = useApiMutation('changeAlertRule', options)
  const textOf = useErrorText()
  const error = create.error ?? change.error
  const text = useRuleText()(values)
  const { kind, flowIds, settings, roles, recipients, twilioCredentialId, summaryMinutes } = values
  const save = () => (rule === null ? create.mutate({ body: values }) : change.mutate({ params: { id: rule.id }, body: values }))
  return (
    <Modal opened onClose={onClose} title={t(rule === null ? 'rule.add' : 'rule.edit')} centered size="lg">
      <form
        noValidate
        data-testid="rule-form"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack>
          <Text fw={600} aria-live="polite" data-testid="rule-sentence">
            {text}.
          </Text>
          <Select label={t('form.kind')} data={alertKinds.map((value) => ({ value, label: t(`form.kindOption.${value}`) }))} value={kind} onChange={(value) => set({ kind: value as AlertKind, settings: usual[value as AlertKind] })} allowDeselect={false} data-autofocus />
          <KindSettings kind={kind} settings={settings} onChange={(changed) => set({ settings: changed })} />
          {!isAboutLanes(kind) && <FlowChoice flowIds={flowIds} onChange={(chosen) => set({ flowIds: chosen })} />}
          <Checkbox.Group label={t('form.roles')} value={roles} onChange={(chosen) => set({ roles: chosen as UserRole[] })}>
            <Group gap="md" mt={6}>
              {askedRoles.map((role) => (
                <Checkbox key={role} value={role} label={t(`form.role.${role as 'administrator'}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <RecipientChoice recipients={recipients} twilioCredentialId={twilioCredentialId} onChange={set} />
          <NumberInput label={t('form.summary')} description={t('form.summaryHelp')} min={1} max={1440} clampBehavior="strict" allowDecimal={false} value={summaryMinutes} onChange={(value) => set({ summaryMinutes: Number(value) || 15 })} w={{ base: '100%', xs: 320 }} />
          {error !== null && (
            <Alert color="red" role="alert" title={textOf(error).sentence}>
              {textOf(error).hint}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** What a kind begins with. */
const usual: { readonly [K in AlertKind]: AlertRuleRequest['settings'] } = {
  failure: {}, repeated: { count: 3, minutes: 60 }, late: { minutes: 5 }, silence: { hours: 24 }, 'queue-age': { minutes: 10 }, 'lane-paused': { minutes: 30 },
}

function startOf(rule: AlertRuleView | null): AlertRuleRequest {
  if (rule === null) return { kind: 'failure', isEnabled: true, flowIds: null, settings: {}, recipients: [], roles: ['administrator'], twilioCredentialId: null, summaryMinutes: 15 }
  return requestOfRule(rule)
}
