'use client'

import { Button, Group, Menu, Text } from '@mantine/core'
import { IconBookmark, IconBookmarkPlus, IconTrash } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView, ViewedList } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../api/use-api.js'
import { useConfirm } from './confirm.js'
import { useMay } from './use-may.js'

const SaveViewDialog = dynamic(() => import('./save-view-dialog.js').then((module) => module.SaveViewDialog), { ssr: false })

export interface SavedViewsProps {
  readonly list: ViewedList
  /** As the address has them; '' where the list isn't filtered. */
  readonly filters: string
  readonly onOpen: (filters: string) => void
}

/** Filters that are kept under a name: one's own, and everybody's. */
export function SavedViews({ list, filters, onOpen }: SavedViewsProps) {
  const { t } = useTranslation('shell')
  const [isSaving, setIsSaving] = useState(false)
  const views = useApiQuery('savedViews', { query: { list } }).data?.views ?? []
  const groups = [
    { label: t('views.own'), views: views.filter(({ isShared }) => !isShared) },
    { label: t('views.shared'), views: views.filter(({ isShared }) => isShared) },
  ].filter((group) => group.views.length > 0)
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={18} aria-hidden />}>
            {t('views.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {groups.map((group) => (
            <div key={group.label}>
              <Menu.Label>{group.label}</Menu.Label>
              {group.views.map((view) => (
                <ViewLine key={view.id} view={view} isOpen={view.filters === filters} onOpen={() => onOpen(view.filters)} />
              ))}
            </div>
          ))}
          {groups.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
          <Menu.Divider />
          {filters === '' ? (
            <Menu.Label>{t('views.nothing')}</Menu.Label>
          ) : (
            <Menu.Item leftSection={<IconBookmarkPlus size={16} aria-hidden />} onClick={() => setIsSaving(true)}>
              {t('views.keep')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSaving && <SaveViewDialog list={list} filters={filters} onClose={() => setIsSaving(false)} />}
    </>
  )
}

function ViewLine({ view, isOpen, onOpen }: { readonly view: SavedView; readonly isOpen: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  const confirm = useConfirm()
  const mayChange = useMay().be('editor') || !view.isShared
  const remove = useApiMutation('deleteView', { invalidates: ['savedViews'] })
  const ask = async () => {
    const isMeant = await confirm({ title: t('views.deleteTitle', { name: view.name }), message: t(view.isShared ? 'views.deleteShared' : 'views.deleteText'), action: t('common:action.delete') })
    if (isMeant) remove.mutate({ params: { id: view.id } })
  }
  return (
    <Group gap={4} wrap="nowrap">
      <Menu.Item onClick={onOpen} flex={1} miw={0} aria-current={isOpen || undefined}>
        <Text size="sm" truncate fw={isOpen ? 600 : 400}>
          {view.name}
        </Text>
      </Menu.Item>
      {mayChange && (
        <Menu.Item onClick={() => void ask()} flex="none" w="auto" px={8} aria-label={t('views.delete', { name: view.name })}>
          <IconTrash size={15} style={{ display: 'block' }} aria-hidden />
        </Menu.Item>
      )}
    </Group>
  )
}
