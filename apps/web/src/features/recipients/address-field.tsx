import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecipientType } from '@maillon/api-contract'
import { isSecretAddress } from './is-secret-address.js'

export interface AddressFieldProps {
  readonly type: RecipientType
  readonly value: string
  /** What may be shown of an address that stays where nothing is typed; null: one has to be typed. */
  readonly kept: string | null
  readonly error: string | null
  readonly onChange: (address: string) => void
}

const inputTypes = { email: 'email', phone: 'tel', webhook: 'url' } as const

/** Where a recipient is reached: a mail address, a phone number, the address of a webhook. */
export function AddressField({ type, value, kept, error, onChange }: AddressFieldProps) {
  const { t } = useTranslation('recipients')
  const kind = isSecretAddress(type) ? 'webhook' : type === 'email' ? 'email' : 'phone'
  const shared = { label: t(`address.${kind}`), value, onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value), maxLength: 2000, error, type: inputTypes[kind] }
  return kept === null ? <TextInput {...shared} withAsterisk placeholder={t(`address.${kind}Example`)} /> : <TextInput {...shared} placeholder={kept} description={t('address.kept')} />
}
