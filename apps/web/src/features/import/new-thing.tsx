'use client'

import { Button, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { recipientTypes, type ArrivingThing, type RecipientRequest, type RecipientType } from '@maillon/api-contract'
import { AddressField } from '../recipients/address-field.js'
import { RecipientIcon } from '../recipients/recipient-icon.js'
import { VariableValueInput } from '../settings/variable-value-input.js'
import type { ThingChosen } from './import-choices.js'
import classes from './import.module.css'

export interface NewThingProps {
  readonly thing: ArrivingThing
  readonly chosen: Exclude<ThingChosen, { readonly kind: 'use' }>
  readonly onChoose: (chosen: ThingChosen) => void
  readonly problemAt: (path: string) => string | null
}

/** A recipient or a variable that isn't here, filled in on the spot. It is written with the flows, by the last button. */
export function NewThing({ thing, chosen, onChoose, problemAt }: NewThingProps) {
  const { t } = useTranslation(['import', 'settings'])
  const { kind, name, flows } = thing
  return (
    <Fieldset legend={t(kind === 'flow' ? 'thing.flow' : `newThing.${kind}`, { name })} className={classes.made}>
      <Stack gap="sm">
        <Text size="xs" c="dimmed">{t('usedBy', { steps: flows.join(', ') })} · {t('madeLast')}</Text>
        {chosen.kind === 'variable' && <VariableValueInput {...chosen.variable} onChange={(variable) => onChoose({ kind: 'variable', variable })} />}
        {chosen.kind === 'variable' && <Text size="xs" c="dimmed">{t('settings:variable.noSecret')}</Text>}
        {chosen.kind === 'recipient' && <RecipientFields recipient={chosen.recipient} onChange={(recipient) => onChoose({ kind: 'recipient', recipient })} problemAt={problemAt} />}
        <Group justify="flex-end">
          <Button size="xs" variant="default" onClick={() => onChoose({ kind: 'use', id: null })}>{t('notNew')}</Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

interface RecipientFieldsProps {
  readonly recipient: RecipientRequest
  readonly onChange: (recipient: RecipientRequest) => void
  readonly problemAt: (path: string) => string | null
}

function RecipientFields({ recipient, onChange, problemAt }: RecipientFieldsProps) {
  const { t } = useTranslation('recipients')
  const { type, name, address = '' } = recipient
  return (
    <Group align="flex-start" gap="sm" className={classes.fields}>
      <Select label={t('column.type')} data={recipientTypes.map((value) => ({ value, label: t(`type.${value}`) }))} value={type} onChange={(value) => onChange({ ...recipient, type: value as RecipientType })} leftSection={<RecipientIcon type={type} />} allowDeselect={false} />
      <TextInput label={t('column.name')} value={name} maxLength={200} withAsterisk error={problemAt('/recipient/name')} onChange={(event) => onChange({ ...recipient, name: event.currentTarget.value })} />
      <AddressField type={type} value={address} kept={null} error={problemAt('/recipient/address')} onChange={(typed) => onChange({ ...recipient, address: typed })} />
    </Group>
  )
}
