'use client'

import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useFormats } from '../../i18n/use-formats.js'
import { DropArea } from '../files/drop-area.js'
import { DiagnosticList } from './diagnostic-list.js'

/** What the API takes at most; a larger file isn't even read. */
const longestDocument = 8_000_000

/** A flow from a file or from pasted text. A wrong one is refused with every problem and its place. */
export function ImportForm() {
  const { t } = useTranslation('flows')
  const router = useRouter()
  const formats = useFormats()
  const textOf = useErrorText()
  const [text, setText] = useState('')
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  const create = useApiMutation('createFlow', {
    invalidates: ['flows'],
    onSuccess: (flow) => router.push(`/flow/?id=${encodeURIComponent(flow.id)}`),
    onError: () => undefined,
  })
  const send = (documentText: string) => {
    setFileProblem(null)
    create.mutate({ body: { documentText } })
  }
  const readFile = async (file: File) => {
    create.reset()
    if (file.size > longestDocument) return setFileProblem(t('tooLarge', { name: file.name, size: formats.size(file.size), limit: formats.size(longestDocument) }))
    const content = await file.text()
    setText(content)
    send(content)
  }
  const diagnostics = create.error?.body.diagnostics ?? []

  return (
    <Stack>
      <DropArea onFiles={(files) => files[0] !== undefined && void readFile(files[0])}>
        <Text size="sm">{t('dropDocument')}</Text>
        <FileButton onChange={(file) => file !== null && void readFile(file)} accept="application/json,.json">
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<IconUpload size={16} aria-hidden />}>
              {t('chooseFile')}
            </Button>
          )}
        </FileButton>
      </DropArea>
      <Textarea
        label={t('orPaste')}
        placeholder='{ "format": "maillon.flow/1", … }'
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        minRows={5}
        maxRows={12}
        autosize
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-xs)' } }}
        data-autofocus
        spellCheck={false}
      />
      {fileProblem !== null && <Alert color="red" role="alert" title={fileProblem} />}
      {create.isError && (
        <Alert color="red" role="alert" title={diagnostics.length > 0 ? t('refused', { count: diagnostics.length }) : textOf(create.error).sentence}>
          {diagnostics.length > 0 ? <DiagnosticList diagnostics={diagnostics} /> : textOf(create.error).hint}
        </Alert>
      )}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" flex={1}>
          {t('importIsSafe')}
        </Text>
        <Button onClick={() => send(text)} loading={create.isPending} disabled={text.trim() === ''}>
          {t('importAction')}
        </Button>
      </Group>
    </Stack>
  )
}
