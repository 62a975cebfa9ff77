'use client'

import { Alert, Button, FileButton, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiDocumentRequest } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { ApiPreview } from './api-preview.js'

/** A document is pasted, uploaded or named by its address; what it would give is shown before it is kept. */
export function ApiDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['apis', 'common'])
  const textOf = useErrorText()
  useReturningFocus()
  const [given, setGiven] = useState({ url: '', document: '', address: '', name: '' })
  const check = useApiMutation('checkApiDocument', { onError: () => undefined })
  const save = useApiMutation('saveApiDocument', { invalidates: ['apiDocuments', 'catalogue'], onSuccess: onClose, onError: () => undefined })
  const error = save.error ?? check.error
  const change = (part: Partial<typeof given>) => {
    setGiven({ ...given, ...part })
    check.reset()
  }
  const body = requestOf(given)
  return (
    <Modal opened onClose={onClose} title={t('add')} size="lg" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (check.data === undefined) check.mutate({ body })
          else save.mutate({ body })
        }}
      >
        <Stack>
          <TextInput label={t('url')} description={t('urlHelp')} value={given.url} onChange={(event) => change({ url: event.currentTarget.value })} data-testid="api-url" />
          <Textarea label={t('document')} description={t('documentHelp')} autosize minRows={4} maxRows={12} spellCheck={false} value={given.document} onChange={(event) => change({ document: event.currentTarget.value })} data-testid="api-document" />
          <FileButton accept="application/json,.json,application/yaml,.yaml,.yml" onChange={(file) => void file?.text().then((document) => change({ document }))}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />} style={{ alignSelf: 'flex-start' }}>
                {t('upload')}
              </Button>
            )}
          </FileButton>
          <TextInput label={t('address')} description={t('addressHelp')} value={given.address} onChange={(event) => change({ address: event.currentTarget.value })} />
          <TextInput label={t('name')} description={t('nameHelp')} value={given.name} onChange={(event) => change({ name: event.currentTarget.value })} />
          {check.data !== undefined && <ApiPreview document={check.data} />}
          {error !== null && (
            <Alert color="red" role="alert" title={textOf(error).sentence}>
              {textOf(error).hint}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={check.isPending || save.isPending} data-testid="api-submit">
              {check.data === undefined ? t('look') : t('keep', { count: check.data.operations.length })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** The pasted document counts before the address; what is empty is left out. */
function requestOf({ url, document, address, name }: { readonly url: string; readonly document: string; readonly address: string; readonly name: string }): ApiDocumentRequest {
  return {
    ...(document.trim() === '' ? (url.trim() === '' ? {} : { url: url.trim() }) : { document }),
    ...(address.trim() === '' ? {} : { address: address.trim() }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
  }
}
