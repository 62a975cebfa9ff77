'use client'

import { Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialTypeView, CredentialView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useLocalized } from '../../i18n/use-localized.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { CredentialForm } from './credential-form.js'
import { CredentialIcon } from './credential-icon.js'
import classes from './credentials.module.css'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

export interface CredentialDialogProps {
  /** Null: a new one. */
  readonly credential: CredentialView | null
  /** Names of the types that fit (a node's slot). Absent: all. */
  readonly types?: readonly string[]
  readonly onSaved: (credential: CredentialView) => void
  readonly onClose: () => void
}

/** Makes or changes a credential; a new one begins with its type, unless only one fits. */
export function CredentialDialog({ credential, types, onSaved, onClose }: CredentialDialogProps) {
  const { t } = useTranslation('credentials')
  useReturningFocus()
  const say = useLocalized()
  const catalogue = useApiQuery('catalogue', {}, { staleTime: Infinity })
  const fitting = (catalogue.data?.credentialTypes ?? []).filter((type) => types === undefined || types.includes(type.type))
  const [chosen, setChosen] = useState<CredentialTypeView | null>(null)
  const own = catalogue.data?.credentialTypes.find((type) => type.type === credential?.type)
  const type = own ?? chosen ?? (fitting.length === 1 ? fitting[0] : undefined)
  return (
    <Modal opened onClose={onClose} title={type === undefined ? t('chooseType') : say(type.title)} size="lg" centered>
      {catalogue.isPending && <LoadingLines />}
      {catalogue.isError && <Problem error={catalogue.error} onRetry={() => void catalogue.refetch()} />}
      {catalogue.data !== undefined && type === undefined && <TypeList types={fitting} onChoose={setChosen} />}
      {type !== undefined && (
        <Stack>
          <Text size="sm" c="dimmed">
            {say(type.description)}
          </Text>
          <CredentialForm key={type.type} type={type} credential={credential} onSaved={onSaved} onCancel={onClose} />
        </Stack>
      )}
    </Modal>
  )
}

function TypeList({ types, onChoose }: { readonly types: readonly CredentialTypeView[]; readonly onChoose: (type: CredentialTypeView) => void }) {
  const say = useLocalized()
  return (
    <Stack gap={4}>
      {types.map((type) => (
        <UnstyledButton key={type.type} className={classes.type} onClick={() => onChoose(type)}>
          <CredentialIcon name={type.icon} />
          <div className={classes.grow}>
            <Text size="sm" fw={500}>
              {say(type.title)}
            </Text>
            <Text size="xs" c="dimmed">
              {say(type.description)}
            </Text>
          </div>
          <IconChevronRight size={18} aria-hidden />
        </UnstyledButton>
      ))}
    </Stack>
  )
}
