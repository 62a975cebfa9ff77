'use client'

import { Badge, Button, EmptyState, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus, IconRobot } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TokenView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useSession } from '../../shell/session.js'
import { SettingsPage } from './settings-page.js'
import classes from './settings.module.css'
import { ShownOnce } from './shown-once.js'
import { TokenDialog } from './token-dialog.js'

/** What programs come with. */
export function TokenSettings() {
  const { t } = useTranslation('settings')
  const read = useApiQuery('tokens', {})
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIsMaking(true)}>
      {t('token.add')}
    </Button>
  )
  const tokens = read.data?.tokens ?? []
  return (
    <SettingsPage part="tokens" actions={tokens.length > 0 && add}>
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isSuccess && tokens.length === 0 && (
        <Panel>
          <EmptyState py="xl" variant="light" icon={<IconRobot />} title={t('token.empty.title')} description={t('token.empty.text')}>
            <EmptyState.Actions>{add}</EmptyState.Actions>
          </EmptyState>
        </Panel>
      )}
      {tokens.length > 0 && (
        <Panel p={0}>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </Panel>
      )}
      {isMaking && <TokenDialog onMade={(token) => (setIsMaking(false), setMade(token))} onClose={() => setIsMaking(false)} />}
      {made !== null && <ShownOnce title={t('token.madeTitle')} text={t('token.madeText')} secrets={[made]} onClose={() => setMade(null)} />}
    </SettingsPage>
  )
}

function TokenRow({ token }: { readonly token: TokenView }) {
  const { t } = useTranslation('settings')
  const formats = useFormats()
  const confirm = useConfirm()
  const own = useSession().session?.user.id
  const { id, name, hint, role, owner, expiresAt, isExpired, lastUsedAt } = token
  const revoke = useApiMutation('revokeToken', { invalidates: ['tokens'], onSuccess: () => notifications.show({ message: t('token.revoked', { name }) }) })
  const ask = async () => {
    if (await confirm({ title: t('token.revokeTitle', { name }), message: t('token.revokeText'), action: t('token.revoke') })) revoke.mutate({ params: { id } })
  }
  const facts = [
    `${hint}…`, t(`role.name.${role}`), ...token.permissions.map((permission) => t(`permission.name.${permission}`)), ...(owner.id === own ? [] : [owner.name]),
    expiresAt === null ? t('token.neverExpires') : t('token.expires', { when: formats.date(expiresAt) }), lastUsedAt === null ? t('token.neverUsed') : t('token.used', { when: formats.ago(lastUsedAt) }),
  ]
  return (
    <div className={classes.row}>
      <div className={classes.grow}>
        <Group gap="xs">
          <Text size="sm" fw={500}>
            {name}
          </Text>
          {isExpired && (
            <Badge variant="default" size="sm" tt="none" fw={500}>
              {t('token.expired')}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {facts.join(' · ')}
        </Text>
      </div>
      <Button variant="default" size="xs" onClick={() => void ask()} aria-label={t('token.revokeOf', { name })}>
        {t('token.revoke')}
      </Button>
    </div>
  )
}
