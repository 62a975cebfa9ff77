'use client'

import { ActionIcon, Button, Group, Progress, Select, Text } from '@mantine/core'
import { IconUpload, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isJsonObject, type Json } from '@maillon/kernel'
import type { FileParam } from '@maillon/node-contract'
import { useErrorText } from '../api/use-error-text.js'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { useOneUpload, type OneUpload } from './use-one-upload.js'
import { useWorkspaceFiles } from './use-workspace-files.js'

/** A file of the workspace, or one that is uploaded here and now. */
export function FileInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const { isReadOnly } = useFormSurroundings()
  const files = useWorkspaceFiles()
  const picker = useRef<HTMLInputElement>(null)
  const upload = useOneUpload(({ id, name }) => onChange({ id, name }))
  const present = storedFile(field.value)
  const known = (files.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const isGone = present !== null && present.id !== '' && files.data !== undefined && !known.some(({ value }) => value === present.id)
  const frame = useFieldFrame(field, isGone ? <Text span size="xs" c="var(--status-orange)">{t('file.gone')}</Text> : null)
  const data = present !== null && !known.some(({ value }) => value === present.id) ? [...known, { value: present.id, label: present.name }] : known
  return (
    <div>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <Select
          {...frame}
          style={{ flex: 1, minWidth: 0 }}
          data={data}
          value={present?.id ?? null}
          placeholder={t('file.choose')}
          nothingFoundMessage={t('file.none')}
          searchable
          clearable={!field.isRequired && !isReadOnly}
          onChange={(id) => onChange(id === null ? undefined : { id, name: data.find(({ value }) => value === id)?.label ?? '' })}
        />
        {!isReadOnly && (
          <Button variant="default" fw={500} mt={frame.size === 'xs' ? 21 : 25} size={frame.size} leftSection={<IconUpload size={15} aria-hidden />} loading={upload.sending !== null} onClick={() => picker.current?.click()}>
            {t('file.upload')}
          </Button>
        )}
      </Group>
      <input
        ref={picker}
        type="file"
        hidden
        data-testid={`param-upload${field.pointer}`}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file !== undefined) void upload.send(file)
          // The same file may be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <UploadState upload={upload} error={upload.error ?? files.error} />
    </div>
  )
}

function storedFile(value: Json | undefined): FileParam | null {
  if (!isJsonObject(value) || typeof value['id'] !== 'string') return null
  return { id: value['id'], name: typeof value['name'] === 'string' ? value['name'] : '' }
}

function UploadState({ upload, error }: { readonly upload: OneUpload; readonly error: unknown }) {
  const { t } = useTranslation('form')
  const textOf = useErrorText()
  return (
    <>
      {upload.sending !== null && (
        <Group gap="xs" mt={6} wrap="nowrap">
          <Progress value={upload.sending.share * 100} style={{ flex: 1 }} aria-label={t('file.sending', { name: upload.sending.name })} />
          <ActionIcon variant="subtle" color="gray" size="sm" onClick={upload.stop} aria-label={t('file.abort')}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      )}
      {error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {textOf(error).sentence} {textOf(error).hint}
        </Text>
      )}
    </>
  )
}
