'use client'

import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArrivingAccount, CredentialView } from '@maillon/api-contract'
import { useApiQuery, useInvalidate } from '../../api/use-api.js'
import { Panel } from '../../shell/panel.js'
import { CredentialDialog } from '../credentials/credential-dialog.js'
import { accountChoice, type ImportChoices } from './import-choices.js'
import classes from './import.module.css'

export interface ArrivingAccountsProps {
  readonly accounts: readonly ArrivingAccount[]
  readonly choices: ImportChoices
  readonly onChoose: (key: string, credentialId: string | null) => void
}

/** One choice for each account that the flows of the file use. */
export function ArrivingAccounts({ accounts, choices, onChoose }: ArrivingAccountsProps) {
  const { t } = useTranslation('import')
  if (accounts.length === 0) return null
  return (
    <Panel title={t('accounts')}>
      <Stack>
        <Text size="sm" c="dimmed">{t('accountsAbout')}</Text>
        {accounts.map((account) => (
          <Account key={account.key} account={account} credentialId={accountChoice(choices, account)} onChoose={(id) => onChoose(account.key, id)} />
        ))}
      </Stack>
    </Panel>
  )
}

function Account({ account, credentialId, onChoose }: { readonly account: ArrivingAccount; readonly credentialId: string | null; readonly onChoose: (id: string | null) => void }) {
  const { t } = useTranslation('import')
  const client = useQueryClient()
  const invalidate = useInvalidate()
  const { data } = useApiQuery('credentials', {})
  const [isMaking, setMaking] = useState(false)
  const { types, proposal } = account
  const fitting = (data?.credentials ?? []).filter(({ type }) => types.length === 0 || types.includes(type))
  const because = proposal !== null && proposal.credentialId === credentialId ? t(`because.${proposal.because}`) : undefined
  return (
    <Group align="flex-end" gap="xs" className={classes.account}>
      <Select
        flex={1}
        miw={240}
        label={account.name === '' ? t('accountNew') : t('accountOf', { name: account.name })}
        description={[t('usedBy', { steps: account.steps.join(', ') }), because].filter((part) => part !== undefined).join(' · ')}
        placeholder={t('later')}
        data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        value={fitting.some(({ id }) => id === credentialId) ? credentialId : null}
        onChange={onChoose}
        clearable
      />
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
        {t('create')}
      </Button>
      {isMaking && (
        <CredentialDialog
          credential={null}
          {...(types.length === 0 ? {} : { types })}
          onClose={() => setMaking(false)}
          onSaved={(credential) => {
            client.setQueryData<{ readonly credentials: readonly CredentialView[] }>(['credentials', {}], (known) => ({ credentials: [...(known?.credentials ?? []), credential] }))
            invalidate('credentials')
            setMaking(false)
            onChoose(credential.id)
          }}
        />
      )}
    </Group>
  )
}
