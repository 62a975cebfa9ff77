'use client'

import { Button, Group, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialView } from '@maillon/api-contract'
import type { FlowNode } from '@maillon/flow-document'
import { slotsInUse, type CredentialSlot, type NodeDescriptor } from '@maillon/node-contract'
import { diagnosticSentence } from '@maillon/messages'
import { useApiQuery, useInvalidate } from '../api/use-api.js'
import { CredentialDialog } from '../features/credentials/credential-dialog.js'
import { useLocale } from '../i18n/locale-provider.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'

/** The accounts that a node asks for: chosen among those that fit, or made on the spot. */
export function CredentialSlots({ node, descriptor }: { readonly node: FlowNode; readonly descriptor: NodeDescriptor }) {
  return slotsInUse(descriptor, node.params).map((slot) => <Slot key={slot.slot} node={node} slot={slot} />)
}

function Slot({ node, slot }: { readonly node: FlowNode; readonly slot: CredentialSlot }) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const invalidate = useInvalidate()
  const client = useQueryClient()
  const { checked } = useCanvasView()
  const { data } = useApiQuery('credentials', {})
  const [isMaking, setIsMaking] = useState(false)
  const fitting = (data?.credentials ?? []).filter(({ type }) => slot.types.includes(type))
  const chosen = node.credentials?.[slot.slot]
  const problem = (checked.byNode.get(node.id) ?? []).find(({ code, params, severity }) => code.startsWith('NODE_CREDENTIAL') && params['slot'] === slot.slot && severity === 'error')
  const choose = (credential: Pick<CredentialView, 'id' | 'name'> | null) => {
    const { [slot.slot]: _old, ...others } = node.credentials ?? {}
    const credentials = credential === null ? others : { ...others, [slot.slot]: { id: credential.id, name: credential.name } }
    store.getState().apply({ op: 'change-node', id: node.id, change: { credentials: Object.keys(credentials).length === 0 ? null : credentials } })
  }
  return (
    <Group align="flex-end" wrap="nowrap" mb="md" gap="xs">
      <Select
        flex={1}
        label={slot.label[locale]}
        required={slot.required}
        withAsterisk={slot.required}
        placeholder={t('credential.choose')}
        data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        value={fitting.some(({ id }) => id === chosen?.id) ? (chosen?.id ?? null) : null}
        onChange={(id) => choose(fitting.find((credential) => credential.id === id) ?? null)}
        clearable={!slot.required}
        readOnly={isReadOnly}
        error={problem === undefined ? undefined : diagnosticSentence(problem, locale)}
        nothingFoundMessage={t('credential.none')}
        data-testid={`credential-${slot.slot}`}
      />
      {!isReadOnly && (
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsMaking(true)} data-testid={`credential-new-${slot.slot}`} mb={problem === undefined ? 0 : 24}>
          {t('credential.new')}
        </Button>
      )}
      {isMaking && (
        <CredentialDialog
          credential={null}
          types={slot.types}
          onClose={() => setIsMaking(false)}
          onSaved={(credential) => {
            // Known at once, so that the choice doesn't look empty until the list is read again.
            client.setQueryData<{ readonly credentials: readonly CredentialView[] }>(['credentials', {}], (known) => ({ credentials: [...(known?.credentials ?? []), credential] }))
            invalidate('credentials')
            setIsMaking(false)
            choose(credential)
          }}
        />
      )}
    </Group>
  )
}
