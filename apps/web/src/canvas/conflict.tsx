'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { FlowDetail } from '@maillon/api-contract'
import { api } from '../api/api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { ConflictBand } from './bands.js'
import { useEditorStore } from './editor-context.js'

/** Somebody else saved in between: the person says whose flow goes on. */
export function Conflict({ flowId, onTaken }: { readonly flowId: string; readonly onTaken: (detail: FlowDetail) => void }) {
  const store = useEditorStore()
  const client = useQueryClient()
  const showError = useErrorNotice()
  const read = async (then: (detail: FlowDetail) => void) => {
    try {
      const detail = await api.call('flow', { params: { id: flowId } })
      client.setQueryData(['flow', { params: { id: flowId } }], detail)
      onTaken(detail)
      then(detail)
    } catch (error) {
      showError(error)
    }
  }
  const takeTheirs = () => read((detail) => store.getState().open(detail.document, detail.revision))
  const keepMine = () =>
    read((detail) => {
      store.getState().saved(detail.revision)
      store.getState().setSaveState('waiting')
      store.setState({ edits: store.getState().edits + 1 })
    })
  return <ConflictBand onTakeTheirs={() => void takeTheirs()} onKeepMine={() => void keepMine()} />
}
