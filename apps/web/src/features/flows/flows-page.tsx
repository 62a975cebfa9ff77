'use client'

import { Button, EmptyState, Group, SegmentedControl, TextInput } from '@mantine/core'
import { IconFileImport, IconPlus, IconRoute, IconSearch } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePollingUnlessLive } from '../../api/live-events.js'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'
import { filterFlows, flowStates, type FlowStateFilter } from './flow-filter.js'
import { ChosenFlows } from './chosen-flows.js'
import { FlowTable } from './flow-table.js'

const NewFlowDialog = dynamic(() => import('./new-flow-dialog.js').then((module) => module.NewFlowDialog), { ssr: false })

export function FlowsPage() {
  const { t } = useTranslation(['flows', 'common'])
  const router = useRouter()
  const mayDraw = useMay().be('editor')
  const asked = useSearchParams().get('new')
  const flows = useApiQuery('flows', {}, { refetchInterval: usePollingUnlessLive(10_000) })
  const [words, setWords] = useState('')
  const [state, setState] = useState<FlowStateFilter>('all')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const openNew = () => router.replace('/flows/?new=1', { scroll: false })
  const shown = filterFlows(flows.data?.flows ?? [], words, state)

  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        mayDraw && (
          <>
            <Button variant="default" leftSection={<IconFileImport size={18} aria-hidden />} component={Link} href="/import/">
              {t('import')}
            </Button>
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => openNew()}>
              {t('new')}
            </Button>
          </>
        )
      }
    >
      {flows.isError && <Problem error={flows.error} onRetry={() => void flows.refetch()} />}
      {flows.isPending && <LoadingLines />}
      {flows.data?.flows.length === 0 && <NoFlows onNew={() => openNew()} onGallery={() => router.push('/gallery/')} />}
      {flows.data !== undefined && flows.data.flows.length > 0 && (
        <Panel p={0}>
          <Group p="md" gap="sm">
            <TextInput
              flex={1}
              miw={200}
              leftSection={<IconSearch size={17} aria-hidden />}
              placeholder={t('searchPlaceholder')}
              aria-label={t('searchPlaceholder')}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <SegmentedControl
              aria-label={t('stateFilter')}
              value={state}
              onChange={(value) => setState(value as FlowStateFilter)}
              data={flowStates.map((value) => ({ value, label: t(`filter.${value}`) }))}
              size="xs"
            />
          </Group>
          <ChosenFlows flows={shown.filter(({ id }) => chosen.has(id))} onClear={() => setChosen(new Set())} />
          {shown.length === 0 ? (
            <EmptyState py="xl" size="sm" title={t('nothingFits')}>
              <EmptyState.Actions>
                <Button
                  variant="default"
                  onClick={() => {
                    setWords('')
                    setState('all')
                  }}
                >
                  {t('common:action.clearFilters')}
                </Button>
              </EmptyState.Actions>
            </EmptyState>
          ) : (
            <FlowTable flows={shown} chosen={chosen} onChoose={setChosen} />
          )}
        </Panel>
      )}
      {asked !== null && <NewFlowDialog onClose={() => router.replace('/flows/', { scroll: false })} />}
    </Page>
  )
}

function NoFlows({ onNew, onGallery }: { readonly onNew: () => void; readonly onGallery: () => void }) {
  const { t } = useTranslation('flows')
  return (
    <Panel>
      <EmptyState py="xl" variant="light" icon={<IconRoute />} title={t('empty.title')} description={t('empty.text')}>
        <EmptyState.Actions>
          <Button onClick={onGallery}>{t('empty.gallery')}</Button>
          <Button variant="default" onClick={onNew}>
            {t('empty.blank')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </Panel>
  )
}
