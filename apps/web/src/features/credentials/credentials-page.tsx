'use client'

import { Button, EmptyState } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { CredentialRow } from './credential-row.js'

const CredentialDialog = dynamic(() => import('./credential-dialog.js').then((module) => module.CredentialDialog), { ssr: false })

export function CredentialsPage() {
  const { t } = useTranslation('credentials')
  const read = useApiQuery('credentials', {})
  const types = useApiQuery('catalogue', {}, { staleTime: Infinity }).data?.credentialTypes ?? []
  /** `new`, or the one that is changed. */
  const [edited, setEdited] = useState<CredentialView | 'new' | null>(null)
  // The sample accounts are there by themselves: they are chosen on the canvas, and nothing of them can be changed.
  const all = (read.data?.credentials ?? []).filter(({ isSample }) => isSample !== true).toSorted((a, b) => a.name.localeCompare(b.name))
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} intro={t('intro')} actions={
        all.length > 0 && (
          <>
            <ExportMenu path="/api/credentials/export" query={{}} />
            {add}
          </>
        )
      }>
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isSuccess && all.length === 0 && (
        <Panel>
          <EmptyState py="xl" variant="light" icon={<IconKey />} title={t('empty.title')} description={t('empty.text')}>
            <EmptyState.Actions>{add}</EmptyState.Actions>
          </EmptyState>
        </Panel>
      )}
      {all.length > 0 && (
        <Panel p={0}>
          {all.map((credential) => (
            <CredentialRow key={credential.id} credential={credential} type={types.find((type) => type.type === credential.type) ?? null} onEdit={() => setEdited(credential)} />
          ))}
        </Panel>
      )}
      {edited !== null && <CredentialDialog credential={edited === 'new' ? null : edited} onSaved={() => setEdited(null)} onClose={() => setEdited(null)} />}
    </Page>
  )
}
