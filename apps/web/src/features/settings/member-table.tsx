'use client'

import { ActionIcon, Badge, Group, Menu, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDotsVertical, IconKey, IconPencil, IconShieldOff, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MemberView, SecretLink } from '@maillon/api-contract'
import { roleReaches } from '@maillon/kernel'
import { useApiMutation, useInvalidate } from '../../api/use-api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { useSession } from '../../shell/session.js'
import { useMay } from '../../shell/use-may.js'

export interface MemberTableProps {
  readonly members: readonly MemberView[]
  readonly onEdit: (member: MemberView) => void
  readonly onLink: (link: SecretLink) => void
}

const icon = { size: 16, 'aria-hidden': true } as const

export function MemberTable({ members, onEdit, onLink }: MemberTableProps) {
  const { t } = useTranslation('settings')
  const formats = useFormats()
  const own = useSession().session?.user
  return (
    <Table verticalSpacing="sm" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('member.column.person')}</Table.Th>
          <Table.Th>{t('member.column.role')}</Table.Th>
          <Table.Th visibleFrom="md">{t('member.column.seen')}</Table.Th>
          <Table.Th w={56}>
            <VisuallyHidden>{t('member.column.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map((member) => (
          <Table.Tr key={member.id}>
            <Table.Td>
              <Group gap="xs">
                <Text fw={500} size="sm">
                  {member.name}
                </Text>
                <Marks member={member} isSelf={member.id === own?.id} />
              </Group>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {member.email}
              </Text>
            </Table.Td>
            <Table.Td>
              <Stack gap={2}>
                <Text size="sm">{t(`role.name.${member.role}`)}</Text>
                {member.permissions.length > 0 && (
                  <Text size="xs" c="dimmed">
                    {member.permissions.map((permission) => t(`permission.name.${permission}`)).join(', ')}
                  </Text>
                )}
              </Stack>
            </Table.Td>
            <Table.Td visibleFrom="md">
              <Text size="sm">{member.lastSeenAt === null ? t('member.neverSeen') : formats.when(member.lastSeenAt)}</Text>
            </Table.Td>
            <Table.Td>{member.id !== own?.id && <MemberMenu member={member} onEdit={() => onEdit(member)} onLink={onLink} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Marks({ member, isSelf }: { readonly member: MemberView; readonly isSelf: boolean }) {
  const { t } = useTranslation('settings')
  const marks = [...(isSelf ? [t('member.self')] : []), ...(member.isActive ? [] : [t('member.inactive')]), ...(member.hasSecondFactor ? [t('member.secondFactor')] : [])]
  return marks.map((mark) => (
    <Badge key={mark} variant="default" size="sm" tt="none" fw={500}>
      {mark}
    </Badge>
  ))
}

/** Owners are a matter of owners: nobody else is offered anything on them. */
function MemberMenu({ member, onEdit, onLink }: { readonly member: MemberView; readonly onEdit: () => void; readonly onLink: (link: SecretLink) => void }) {
  const { t } = useTranslation('settings')
  const may = useMay()
  const act = useMemberActions(member)
  const link = useApiMutation('makeResetLink', { onSuccess: onLink })
  const own = useSession().session?.user.role ?? 'viewer'
  if (!roleReaches(own, member.role)) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('member.actionsOf', { name: member.name })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onEdit}>
          {t('member.rights')}
        </Menu.Item>
        {may.be('owner') && (
          <Menu.Item leftSection={<IconKey {...icon} />} onClick={() => link.mutate({ params: { id: member.id } })}>
            {t('member.resetLink')}
          </Menu.Item>
        )}
        {may.be('owner') && member.hasSecondFactor && (
          <Menu.Item leftSection={<IconShieldOff {...icon} />} onClick={act.endFactor}>
            {t('member.endFactor')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={member.isActive ? <IconUserOff {...icon} /> : <IconUserCheck {...icon} />} onClick={act.switchActive}>
          {t(member.isActive ? 'member.deactivate' : 'member.activate')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={act.remove}>
          {t('member.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function useMemberActions(member: MemberView) {
  const { t } = useTranslation('settings')
  const confirm = useConfirm()
  const invalidate = useInvalidate()
  const showError = useErrorNotice()
  const onError = (error: unknown) => {
    // What somebody else has changed meanwhile is shown at once.
    invalidate('members')
    showError(error)
  }
  const { id, name, revision } = member
  const done = (message: string) => () => void notifications.show({ message })
  const change = useApiMutation('changeMember', { invalidates: ['members'], onSuccess: done(t('member.changed', { name })), onError })
  const remove = useApiMutation('removeMember', { invalidates: ['members'], onSuccess: done(t('member.removed', { name })), onError })
  const endFactor = useApiMutation('endMemberFactor', { invalidates: ['members'], onSuccess: done(t('member.changed', { name })), onError })
  return {
    switchActive: () => {
      const set = () => change.mutate({ params: { id }, body: { revision, isActive: !member.isActive } })
      if (!member.isActive) return set()
      void confirm({ title: t('member.deactivateTitle', { name }), message: t('member.deactivateText'), action: t('member.deactivate') }).then((isSure) => isSure && set())
    },
    remove: () => void confirm({ title: t('member.removeTitle', { name }), message: t('member.removeText'), action: t('member.remove') }).then((isSure) => isSure && remove.mutate({ params: { id }, query: { revision } })),
    endFactor: () => void confirm({ title: t('member.endFactorTitle', { name }), message: t('member.endFactorText'), action: t('member.endFactor') }).then((isSure) => isSure && endFactor.mutate({ params: { id } })),
  }
}
