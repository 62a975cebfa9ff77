'use client'

import { Button, EmptyState } from '@mantine/core'
import { IconApi, IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { ApiRow } from './api-row.js'

const ApiDialog = dynamic(() => import('./api-dialog.js').then((module) => module.ApiDialog), { ssr: false })

/** The OpenAPI documents of the installation: each operation of theirs is a step in the palette. */
export function ApisPage() {
  const { t } = useTranslation('apis')
  const read = useApiQuery('apiDocuments', {})
  const [isAdding, setIsAdding] = useState(false)
  const documents = read.data?.documents ?? []
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIsAdding(true)} data-testid="api-add">
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} intro={t('intro')} actions={documents.length > 0 && add}>
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isSuccess && documents.length === 0 && (
        <Panel>
          <EmptyState py="xl" variant="light" icon={<IconApi />} title={t('empty.title')} description={t('empty.text')}>
            <EmptyState.Actions>{add}</EmptyState.Actions>
          </EmptyState>
        </Panel>
      )}
      {documents.length > 0 && (
        <Panel p={0}>
          {documents.map((document) => (
            <ApiRow key={document.name} document={document} />
          ))}
        </Panel>
      )}
      {isAdding && <ApiDialog onClose={() => setIsAdding(false)} />}
    </Page>
  )
}
