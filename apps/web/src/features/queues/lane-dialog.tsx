'use client'

import { Alert, Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, LaneLimitsView, LaneView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

/** Fields as they stand: '' is no limit. */
interface FormValues {
  readonly concurrency: number | ''
  readonly seconds: number | ''
  readonly heapMiB: number | ''
}

/** A new lane, or the limits of one that is there. In force without a restart. @param lane null: a new one */
export function LaneDialog({ lane, onClose }: { readonly lane: LaneView | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['queues', 'common'])
  useReturningFocus()
  const [name, setName] = useState(lane?.name ?? '')
  const [values, setValues] = useState<FormValues>(() => startOf(lane?.limits ?? null))
  const options = { invalidates: ['queues'], onSuccess: onClose, onError: () => undefined } as const
  const add = useApiMutation('addLane', options)
  const change = useApiMutation('changeLane', options)
  const error = add.error ?? change.error
  const limits = limitsOf(values)
  const save = (wanted: LaneLimitsView | null) => {
    if (lane !== null) change.mutate({ params: { name: lane.name }, body: { revision: lane.revision, limits: wanted } })
    else if (wanted !== null) add.mutate({ body: { name, limits: wanted } })
  }
  return (
    <Modal opened onClose={onClose} title={lane === null ? t('add') : t('settingsOf', { lane: lane.name })} centered>
      <form
        noValidate
        data-testid="lane-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (limits !== null) save(limits)
        }}
      >
        <Stack>
          {lane === null && <TextInput label={t('field.name')} description={t('field.nameHelp')} value={name} onChange={(event) => setName(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-'))} maxLength={40} withAsterisk data-autofocus error={problemAt(error, '/name')} />}
          <LimitFields values={values} onChange={setValues} />
          <Text size="sm" c="dimmed">
            {t('takenUp')}
          </Text>
          <FormError error={error} />
          <Group justify="space-between">
            {lane !== null && lane.hasOwnLimits && !lane.isAdded ? (
              <Button variant="subtle" color="gray" onClick={() => save(null)} loading={change.isPending}>
                {t('asConfigured')}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="sm">
              <Button variant="default" onClick={onClose}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={add.isPending || change.isPending} disabled={limits === null || name === ''}>
                {t('common:action.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function LimitFields({ values, onChange }: { readonly values: FormValues; readonly onChange: (values: FormValues) => void }) {
  const { t } = useTranslation('queues')
  const set = (field: keyof FormValues) => (value: number | string) => onChange({ ...values, [field]: typeof value === 'number' ? value : '' })
  return (
    <>
      <NumberInput label={t('field.concurrency')} description={t('field.concurrencyHelp')} value={values.concurrency} onChange={set('concurrency')} min={1} max={1000} allowDecimal={false} withAsterisk />
      <NumberInput label={t('field.timeout')} description={t('field.timeoutHelp')} value={values.seconds} onChange={set('seconds')} min={1} max={86_400} allowDecimal={false} suffix={` ${t('field.seconds')}`} placeholder={t('field.noLimit')} />
      <NumberInput label={t('field.heap')} description={t('field.heapHelp')} value={values.heapMiB} onChange={set('heapMiB')} min={32} max={65_536} allowDecimal={false} suffix={` ${t('field.mebibytes')}`} placeholder={t('field.usual')} />
    </>
  )
}

function startOf(limits: LaneLimitsView | null): FormValues {
  if (limits === null) return { concurrency: 3, seconds: '', heapMiB: '' }
  return { concurrency: limits.concurrency, seconds: limits.timeoutMs === null ? '' : Math.round(limits.timeoutMs / 1000), heapMiB: limits.heapMiB ?? '' }
}

/** Null: something is missing. */
function limitsOf({ concurrency, seconds, heapMiB }: FormValues): LaneLimitsView | null {
  if (concurrency === '') return null
  return { concurrency, timeoutMs: seconds === '' ? null : seconds * 1000, heapMiB: heapMiB === '' ? null : heapMiB }
}

/** What belongs to no field that is shown stands beneath the form. */
function FormError({ error }: { readonly error: ApiError | null }) {
  const textOf = useErrorText()
  if (error === null || problemAt(error, '/name') !== null) return null
  const { sentence, hint } = textOf(error)
  return (
    <Alert color="red" role="alert" title={sentence}>
      {hint}
    </Alert>
  )
}

function problemAt(error: ApiError | null, path: string): string | null {
  return error?.body.error.problems?.find((problem) => problem.path === path)?.message ?? null
}
