'use client'

import { Badge, Group, Text } from '@mantine/core'
import { IconAlertCircle, IconCloudCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useIsSlow } from '../shell/use-is-slow.js'
import { useEditor } from './editor-context.js'
import type { SaveState } from './editor-store.js'
import classes from './save-mark.module.css'

const looks = { saved: IconCloudCheck, waiting: IconCloudUpload, saving: IconCloudUpload, offline: IconCloudOff, conflict: IconAlertCircle, refused: IconAlertCircle } as const satisfies Record<SaveState, unknown>

/** Whether what is drawn is saved, as icon and word; where nothing can be drawn, that. */
export function SaveMark() {
  const { t } = useTranslation('canvas')
  const state = useEditor((editor) => editor.saveState)
  const isReadOnly = useEditor((editor) => editor.isReadOnly)
  const isSlow = useIsSlow(state === 'saving')
  const Icon = looks[state]
  if (isReadOnly) return <Badge color="gray" variant="light" className={classes.badge ?? ''}>{t('readOnly')}</Badge>
  return (
    <Group gap={4} wrap="nowrap" c="dimmed" role="status" data-testid="save-state" data-state={state}>
      <Icon size={16} aria-hidden className={classes.icon} />
      <Text size="xs" className={classes.word ?? ''}>
        {t(isSlow ? 'save.slow' : `save.${state}`)}
      </Text>
    </Group>
  )
}
