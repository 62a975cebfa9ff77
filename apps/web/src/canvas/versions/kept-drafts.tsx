'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.js'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useEditor } from '../editor-context.js'
import classes from './changes.module.css'
import { useRestore } from './use-restore.js'

/** Drafts that an import or a restored version took the place of, newest first. Nothing where there is none. */
export function KeptDrafts({ flowId, onClose }: { readonly flowId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('versions')
  const formats = useFormats()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const { data } = useApiQuery('keptDrafts', { params: { id: flowId } })
  const restore = useRestore(flowId)
  const drafts = data?.drafts ?? []
  if (drafts.length === 0) return null
  const bring = async (id: string) => {
    if (await restore(() => api.call('keptDraft', { params: { id: flowId, draft: id } }), t('restoredDraft'))) onClose()
  }
  return (
    <section className={classes.version} aria-label={t('kept')} data-testid="kept-drafts">
      <Text fw={600}>{t('kept')}</Text>
      {drafts.map(({ id, keptAt, author, reason }) => (
        <Group key={id} justify="space-between" gap="xs" mt={6}>
          <Text size="sm">
            {formats.when(keptAt)} · {author} · {t(`keptBefore.${reason}`)}
          </Text>
          <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={15} aria-hidden />} disabled={isReadOnly} title={t('restoreHelp')} onClick={() => void bring(id)}>
            {t('restore')}
          </Button>
        </Group>
      ))}
    </section>
  )
}
