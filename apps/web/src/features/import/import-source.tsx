'use client'

import { Alert, Button, FileButton, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconClipboard, IconUpload } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import { DropArea } from '../files/drop-area.js'
import { ownExportPath } from './own-address.js'

/** What the API takes at most; a larger file isn't even read. */
const longest = 8_000_000

export interface ImportSourceProps {
  readonly isLooking: boolean
  /** What was wrong with the last one. */
  readonly refusal: ReactNode
  readonly onText: (text: string) => void
  /** A path of this server whose answer is a file of flows. */
  readonly onPath: (path: string) => void
}

/** Where flows come from: a file, the clipboard, pasted text, an address of this server. */
export function ImportSource({ isLooking, refusal, onText, onPath }: ImportSourceProps) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const take = (content: string) => {
    setProblem(null)
    setText(content)
    onText(content)
  }
  const readFile = async (file: File) => {
    if (file.size > longest) return setProblem(t('tooLarge', { name: file.name, size: formats.size(file.size), limit: formats.size(longest) }))
    take(await file.text())
  }
  const readClipboard = async () => {
    try {
      take(await navigator.clipboard.readText())
    } catch {
      setProblem(t('clipboardRefused'))
    }
  }
  return (
    <Panel>
      <Stack>
        <DropArea onFiles={(files) => files[0] !== undefined && void readFile(files[0])}>
          <Text size="sm">{t('drop')}</Text>
          <Group gap="xs">
            <FileButton onChange={(file) => file !== null && void readFile(file)} accept="application/json,.json">
              {(props) => (
                <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                  {t('chooseFile')}
                </Button>
              )}
            </FileButton>
            <Button variant="default" leftSection={<IconClipboard size={16} aria-hidden />} onClick={() => void readClipboard()}>
              {t('fromClipboard')}
            </Button>
          </Group>
        </DropArea>
        {problem !== null && <Alert color="red" role="alert" title={problem} />}
        {refusal}
        <Textarea
          label={t('paste')}
          placeholder='{ "format": "maillon.flow/1", … }'
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          minRows={5}
          maxRows={12}
          autosize
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-xs)' } }}
          spellCheck={false}
        />
        <Group justify="flex-end">
          <Button onClick={() => take(text)} loading={isLooking} disabled={text.trim() === ''}>
            {t('look')}
          </Button>
        </Group>
        <AddressField onPath={onPath} />
      </Stack>
    </Panel>
  )
}

function AddressField({ onPath }: Pick<ImportSourceProps, 'onPath'>) {
  const { t } = useTranslation('import')
  const [address, setAddress] = useState('')
  const [isForeign, setForeign] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const path = ownExportPath(address, window.location.origin)
        setForeign(path === null)
        if (path !== null) onPath(path)
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput flex={1} miw={240} label={t('address')} description={t('addressHelp')} value={address} onChange={(event) => setAddress(event.currentTarget.value)} error={isForeign ? t('addressForeign') : undefined} inputMode="url" />
        <Button type="submit" variant="default" disabled={address.trim() === ''} mb={isForeign ? 24 : 0}>
          {t('look')}
        </Button>
      </Group>
    </form>
  )
}
