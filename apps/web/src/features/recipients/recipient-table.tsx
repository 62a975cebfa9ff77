'use client'

import { ActionIcon, Badge, Group, Switch, Table, Text, VisuallyHidden } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { recipientSorts, RecipientView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useConfirm } from '../../shell/confirm.js'
import { SortHeader, type SortOrder } from '../../shell/sort-header.js'
import { RecipientIcon } from './recipient-icon.js'

type Sort = (typeof recipientSorts)[number]

export interface RecipientTableProps {
  readonly recipients: readonly RecipientView[]
  readonly order: SortOrder<Sort>
  readonly onOrder: (order: SortOrder<Sort>) => void
  readonly onEdit: (recipient: RecipientView) => void
}

export function RecipientTable({ recipients, order, onOrder, onEdit }: RecipientTableProps) {
  const { t } = useTranslation('recipients')
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing="xs" horizontalSpacing="md" highlightOnHover data-testid="recipients">
        <Table.Thead>
          <Table.Tr>
            <SortHeader field="name" order={order} onOrder={onOrder}>{t('column.name')}</SortHeader>
            <SortHeader field="type" order={order} onOrder={onOrder} visibleFrom="sm">{t('column.type')}</SortHeader>
            <SortHeader field="address" order={order} onOrder={onOrder}>{t('column.address')}</SortHeader>
            <Table.Th visibleFrom="md">{t('column.groups')}</Table.Th>
            <Table.Th>{t('column.active')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {recipients.map((recipient) => (
            <RecipientRow key={recipient.id} recipient={recipient} onEdit={() => onEdit(recipient)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function RecipientRow({ recipient, onEdit }: { readonly recipient: RecipientView; readonly onEdit: () => void }) {
  const { t } = useTranslation('recipients')
  const { name, type, address, groups, isActive, usedBy } = recipient
  const change = useApiMutation('changeRecipient', { invalidates: ['recipients', 'recipientChoices'] })
  const remove = useRemove(recipient)
  const setActive = (active: boolean) => change.mutate({ params: { id: recipient.id }, body: { type, name, isActive: active, groups: [...groups] } })
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500} {...(isActive ? {} : { c: 'dimmed' })}>
          {name}
        </Text>
        {usedBy.length > 0 && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {t('usedBy', { flows: usedBy.join(', ') })}
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Group gap="xs" wrap="nowrap">
          <RecipientIcon type={type} />
          <Text size="sm">{t(`type.${type}`)}</Text>
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {address}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Group gap={4}>
          {groups.map((group) => (
            <Badge key={group} variant="default" size="sm" tt="none">
              {group}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        <Switch checked={isActive} disabled={change.isPending} onChange={(event) => setActive(event.currentTarget.checked)} aria-label={t('activeOf', { name })} />
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <ActionIcon variant="subtle" color="gray" onClick={onEdit} aria-label={t('editOf', { name })}>
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" onClick={remove} aria-label={t('deleteOf', { name })}>
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}

function useRemove({ id, name }: RecipientView): () => void {
  const { t } = useTranslation('recipients')
  const confirm = useConfirm()
  const remove = useApiMutation('deleteRecipient', { invalidates: ['recipients', 'recipientChoices'], onSuccess: () => notifications.show({ message: t('deleted', { name }) }) })
  const ask = async () => {
    if (await confirm({ title: t('deleteTitle', { name }), message: t('deleteText'), action: t('deleteAction') })) remove.mutate({ params: { id } })
  }
  return () => void ask()
}
