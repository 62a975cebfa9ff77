'use client'

import { ActionIcon, Badge, Button, Collapse, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { NodeList } from './node-list.js'
import { PermissionList } from './permission-list.js'
import { useUsersText } from './use-users-text.js'

export function PackageRow({ one, onUpdate }: { readonly one: PackageView; readonly onUpdate: () => void }) {
  const { t } = useTranslation('packages')
  const formats = useFormats()
  const confirm = useConfirm()
  const usersText = useUsersText()
  const [isOpen, setIsOpen] = useState(false)
  const remove = useApiMutation('removePackage', { invalidates: ['packages', 'catalogue'], onSuccess: () => notifications.show({ message: t('removed', { name: one.name }) }) })
  const users = usersText(one.usedBy)
  const ask = async () => {
    const isSure = await confirm({ title: t('removeTitle', { name: one.name }), message: users === null ? t('removeText') : `${users} ${t('removeUsed')}`, action: t('removeAction') })
    if (isSure) remove.mutate({ params: { name: one.name }, query: { anyway: users !== null } })
  }
  return (
    <Stack p="md" gap="xs">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Group gap="xs">
            <Text fw={500}>{one.name}</Text>
            <Text c="dimmed">{one.version}</Text>
            {one.source === 'development' && <Badge color="orange">{t('underDevelopment')}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {[one.description, t('acceptedBy', { name: one.installedBy, when: formats.when(one.installedAt) })].filter((part) => part !== '').join(' · ')}
          </Text>
          <Text size="sm" c="dimmed">
            {users ?? t('usedByNone')}
          </Text>
        </Stack>
        <Group gap="xs" wrap="nowrap">
          <Button variant="subtle" size="compact-sm" onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen}>
            {t('details')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={onUpdate}>
            {t('otherVersion')}
          </Button>
          <ActionIcon variant="subtle" color="gray" onClick={() => void ask()} loading={remove.isPending} aria-label={t('removeOf', { name: one.name })}>
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <Collapse expanded={isOpen}>
        <Stack gap="sm">
          <NodeList nodes={one.nodes} />
          <PermissionList permissions={one.permissions} />
          <Text size="xs" c="dimmed" style={{ wordBreak: 'break-all' }}>
            {one.integrity}
          </Text>
        </Stack>
      </Collapse>
    </Stack>
  )
}
