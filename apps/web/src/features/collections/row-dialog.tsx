'use client'

import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollectionDetail, CollectionRowView, RouteName } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useConfirm } from '../../shell/confirm.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { rowOfTexts, textsOfRow } from './row-texts.js'

const invalidates: readonly RouteName[] = ['collection', 'collectionRows', 'collections']

export interface RowDialogProps {
  readonly collection: CollectionDetail
  /** Null: a new one. */
  readonly row: CollectionRowView | null
  readonly onClose: () => void
}

/** A row, field by field. Numbers, yes and no stay what they are; objects and lists are JSON. */
export function RowDialog({ collection, row, onClose }: RowDialogProps) {
  const { t } = useTranslation(['collections', 'common'])
  useReturningFocus()
  const textOf = useErrorText()
  const [texts, setTexts] = useState(() => textsOfRow(collection, row?.row ?? {}))
  const options = { invalidates, onSuccess: onClose, onError: () => undefined } as const
  const create = useApiMutation('addCollectionRow', options)
  const change = useApiMutation('changeCollectionRow', options)
  const error = create.error ?? change.error
  const save = () => {
    const body = { row: rowOfTexts(texts, row?.row ?? {}) }
    if (row === null) create.mutate({ params: { id: collection.id }, body })
    else change.mutate({ params: { id: collection.id, row: row.id }, body: { ...body, readAt: row.changedAt } })
  }
  return (
    <Modal opened onClose={onClose} title={row === null ? t('addRow') : t('editRow')} size="lg" centered>
      <form
        noValidate
        data-testid="row-form"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack>
          {Object.entries(texts).map(([field, text]) => (
            <TextInput key={field} label={field} value={text} withAsterisk={collection.keys.includes(field)} onChange={(event) => setTexts({ ...texts, [field]: event.currentTarget.value })} />
          ))}
          {error !== null && (
            <Alert color="red" role="alert" title={textOf(error).sentence}>
              {textOf(error).hint}
            </Alert>
          )}
          <Group justify="space-between">
            {row === null ? <span /> : <RemoveRow collection={collection} row={row} onDone={onClose} />}
            <Group>
              <Button variant="default" onClick={onClose}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={create.isPending || change.isPending}>
                {t('common:action.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function RemoveRow({ collection, row, onDone }: { readonly collection: CollectionDetail; readonly row: CollectionRowView; readonly onDone: () => void }) {
  const { t } = useTranslation('collections')
  const confirm = useConfirm()
  const key = collection.keys.map((field) => String(row.row[field])).join(' / ')
  const remove = useApiMutation('deleteCollectionRow', {
    invalidates,
    onSuccess: () => {
      notifications.show({ message: t('rowDeleted', { key }) })
      onDone()
    },
  })
  const ask = async () => {
    if (await confirm({ title: t('deleteRowTitle', { key }), message: t('deleteRowText'), action: t('deleteRow') })) remove.mutate({ params: { id: collection.id, row: row.id } })
  }
  return (
    <Button variant="subtle" color="red" onClick={() => void ask()} loading={remove.isPending}>
      {t('deleteRow')}
    </Button>
  )
}
