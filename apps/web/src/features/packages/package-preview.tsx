'use client'

import { Alert, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PackageCheckView } from '@maillon/api-contract'
import { NodeList } from './node-list.js'
import { PackageTests } from './package-tests.js'
import { PermissionList } from './permission-list.js'
import { useUsersText } from './use-users-text.js'

/** What is accepted by the next button: steps, permissions, and what differs from the version that is there. */
export function PackagePreview({ check }: { readonly check: PackageCheckView }) {
  const { t } = useTranslation('packages')
  const users = useUsersText()(check.usedBy)
  return (
    <Stack gap="sm" role="status" data-testid="package-preview">
      <div>
        <Text fw={500}>
          {check.name} {check.version}
        </Text>
        <Text size="sm" c="dimmed">
          {[check.description, check.license].filter((part) => part !== '').join(' · ')}
        </Text>
      </div>
      {check.installedVersion !== null && (
        <Alert color={check.changes.length === 0 ? 'gray' : 'orange'} title={t('differs', { version: check.installedVersion })}>
          {users !== null && <Text size="sm">{users}</Text>}
          {check.changes.length === 0 && <Text size="sm">{t('sameBehaviour')}</Text>}
          <List size="sm">
            {check.changes.map(({ kind, about, before, after }) => (
              <List.Item key={`${kind} ${about}`} style={{ wordBreak: 'break-word' }}>
                {t(`change.${kind}`, { about, before: before === '' ? '–' : before, after: after === '' ? '–' : after })}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {check.tests !== null && <PackageTests tests={check.tests} />}
      <Text size="sm" fw={500}>
        {t('brings')}
      </Text>
      <NodeList nodes={check.nodes} />
      <Text size="sm" fw={500}>
        {t('mayReach')}
      </Text>
      <PermissionList permissions={check.permissions} />
    </Stack>
  )
}
