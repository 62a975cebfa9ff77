'use client'

import { Button, Group, Modal, Stack, Tabs, Text, TextInput } from '@mantine/core'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { GalleryList } from '../gallery/gallery-list.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

export interface NewFlowDialogProps {
  readonly onClose: () => void
}

/** Ways to a new flow: empty, from the gallery; a file has a page of its own. */
export function NewFlowDialog({ onClose }: NewFlowDialogProps) {
  const { t } = useTranslation('flows')
  useReturningFocus()
  return (
    <Modal opened onClose={onClose} title={t('newTitle')} size="lg" centered>
      <Tabs defaultValue="empty" keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="empty">
            {t('way.empty')}
          </Tabs.Tab>
          <Tabs.Tab value="gallery">
            {t('way.gallery')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="empty">
          <EmptyFlowForm />
        </Tabs.Panel>
        <Tabs.Panel value="gallery">
          <GalleryList only="samples" isNarrow />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}

function EmptyFlowForm() {
  const { t } = useTranslation('flows')
  const router = useRouter()
  const [name, setName] = useState('')
  const create = useApiMutation('createFlow', { invalidates: ['flows'], onSuccess: (flow) => router.push(`/flow/?id=${encodeURIComponent(flow.id)}`) })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') create.mutate({ body: { name: name.trim() } })
      }}
    >
      <Stack>
        <TextInput label={t('name')} placeholder={t('namePlaceholder')} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            <Link href="/gallery/">{t('orGallery')}</Link> <Link href="/import/">{t('orImport')}</Link>
          </Text>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
            {t('createAndDraw')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
