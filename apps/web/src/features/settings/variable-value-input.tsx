import { Input, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { variableTypes, type VariableRequest, type VariableType } from '@maillon/api-contract'

const empty: { readonly [Type in VariableType]: string | number | boolean } = { text: '', number: 0, 'yes-no': true }

/** Type and value of a variable. Another type begins with its empty value. */
export function VariableValueInput({ type, value, onChange }: VariableRequest & { readonly onChange: (variable: VariableRequest) => void }) {
  const { t } = useTranslation('settings')
  const set = (next: string | number | boolean) => onChange({ type, value: next })
  return (
    <>
      <Input.Wrapper label={t('variable.type')} labelElement="div">
        <SegmentedControl fullWidth aria-label={t('variable.type')} value={type} onChange={(next) => onChange({ type: next as VariableType, value: empty[next as VariableType] })} data={variableTypes.map((one) => ({ value: one, label: t(`variable.types.${one}`) }))} />
      </Input.Wrapper>
      {type === 'text' && <TextInput label={t('variable.value')} value={String(value)} maxLength={10_000} onChange={(event) => set(event.currentTarget.value)} />}
      {type === 'number' && <NumberInput label={t('variable.value')} value={Number(value)} onChange={(next) => set(Number(next))} />}
      {type === 'yes-no' && <Switch label={t(value === true ? 'variable.yes' : 'variable.no')} aria-label={t('variable.value')} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />}
    </>
  )
}
