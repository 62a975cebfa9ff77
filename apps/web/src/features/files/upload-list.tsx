'use client'

import { CloseButton, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../api/use-error-text.js'
import { useFormats } from '../../i18n/use-formats.js'
import type { Upload } from './use-uploads.js'

export interface UploadListProps {
  readonly uploads: readonly Upload[]
  /** Gives one up, or takes a failed one off the list. */
  readonly onDrop: (key: number) => void
}

export function UploadList({ uploads, onDrop }: UploadListProps) {
  const { t } = useTranslation('files')
  const formats = useFormats()
  const textOf = useErrorText()
  if (uploads.length === 0) return null
  return (
    <Stack gap="xs" aria-live="polite">
      {uploads.map((upload) => (
        <div key={upload.key}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm" truncate>
              {upload.name}
            </Text>
            <Group gap="xs" wrap="nowrap">
              <Text size="xs" c="dimmed" className="figures">
                {upload.state === 'failed' ? formats.size(upload.size) : formats.percent(Math.floor(upload.share * 100) / 100)}
              </Text>
              <CloseButton size="sm" onClick={() => onDrop(upload.key)} aria-label={t(upload.state === 'failed' ? 'dismissOf' : 'abortOf', { name: upload.name })} />
            </Group>
          </Group>
          {upload.state === 'failed' ? (
            <Text size="sm" c="var(--status-red)" role="alert">
              {textOf(upload.error).sentence} {textOf(upload.error).hint}
            </Text>
          ) : (
            <Progress value={upload.share * 100} size="sm" aria-label={t('progressOf', { name: upload.name })} />
          )}
        </div>
      ))}
    </Stack>
  )
}
