'use client'

import { Alert, Button, FileButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageRequest } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { PackagePreview } from './package-preview.js'

interface Given {
  readonly name: string
  readonly version: string
  readonly file: { readonly name: string; readonly base64: string } | null
}

/** A package by name and exact version, or as a file: looked at first, accepted by a second press. */
export function PackageDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['packages', 'common'])
  const textOf = useErrorText()
  useReturningFocus()
  const [given, setGiven] = useState<Given>({ name, version: '', file: null })
  const body = requestOf(given)
  const check = useApiMutation('checkPackage', { onError: () => undefined })
  const install = useApiMutation('installPackage', { invalidates: ['packages', 'catalogue'], onSuccess: onClose, onError: ({ body: { error } }) => { if (error.code === 'PACKAGE_TESTS_FAILED') check.mutate({ body }) } })
  const error = install.error ?? check.error
  const failed = check.data?.tests?.failed ?? 0
  const change = (part: Partial<Given>) => {
    setGiven({ ...given, ...part })
    check.reset()
    install.reset()
  }
  return (
    <Modal opened onClose={onClose} title={t('add')} size="lg" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (check.data === undefined) check.mutate({ body })
          else install.mutate({ body: { ...body, integrity: check.data.integrity, ...(failed > 0 ? { despiteTests: true } : {}) } })
        }}
      >
        <Stack>
          <Group grow align="flex-start">
            <TextInput label={t('name')} value={given.name} onChange={(event) => change({ name: event.currentTarget.value, file: null })} data-testid="package-name" />
            <TextInput label={t('version')} description={t('versionHelp')} inputWrapperOrder={['label', 'input', 'description', 'error']} placeholder="1.0.0" value={given.version} onChange={(event) => change({ version: event.currentTarget.value, file: null })} data-testid="package-version" />
          </Group>
          <Group gap="sm">
            <FileButton accept=".tgz,application/gzip" onChange={(file) => void readFile(file).then((read) => read !== null && change({ file: read }))}>
              {(props) => (
                <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                  {t('file')}
                </Button>
              )}
            </FileButton>
            {given.file !== null && <Text size="sm">{given.file.name}</Text>}
          </Group>
          {check.data !== undefined && <PackagePreview check={check.data} />}
          {error !== null && (
            <Alert color="red" role="alert" title={textOf(error).sentence}>
              {textOf(error).hint}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" {...(failed > 0 ? { color: 'red' } : {})} loading={check.isPending || install.isPending} data-testid="package-submit">
              {t(check.data === undefined ? 'look' : check.data.installedVersion === null ? 'accept' : failed > 0 ? 'updateAnyway' : 'acceptUpdate')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function requestOf({ name, version, file }: Given): PackageRequest {
  return file === null ? { name: name.trim(), version: version.trim() } : { file: file.base64 }
}

async function readFile(file: File | null): Promise<Given['file']> {
  if (file === null) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const parts: string[] = []
  // In pieces: a call has only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)))
  return { name: file.name, base64: btoa(parts.join('')) }
}
