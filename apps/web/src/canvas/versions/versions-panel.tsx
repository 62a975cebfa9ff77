'use client'

import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconChevronDown, IconChevronRight, IconRoute } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDetail, FlowVersionView } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { useCanvasView } from '../canvas-view.js'
import { useEditor } from '../editor-context.js'
import { ChangeSentences } from './change-sentences.js'
import classes from './changes.module.css'
import { KeptDrafts } from './kept-drafts.js'
import { useDraftDocument, useVersionDocument } from './use-comparison.js'
import { compareDocuments } from './compare-documents.js'
import { useRestore } from './use-restore.js'
import { comparisonAddress } from './which-version.js'

const icon = { size: 15, 'aria-hidden': true } as const

/** Every published version, newest first, above them what is not published yet. */
export function VersionsPanel({ flow, onClose }: { readonly flow: FlowDetail; readonly onClose: () => void }) {
  const { t } = useTranslation('versions')
  const { data, isError, error, refetch } = useApiQuery('versions', { params: { id: flow.id } })
  if (isError) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingLines />
  return (
    <div>
      {data.versions.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <Unpublished flow={flow} onClose={onClose} />
      <KeptDrafts flowId={flow.id} onClose={onClose} />
      {data.versions.map((version, index) => (
        <Version key={version.number} flow={flow} version={version} before={data.versions[index + 1]?.number ?? null} onClose={onClose} />
      ))}
    </div>
  )
}

/** What the drawing has that no version has. */
function Unpublished({ flow, onClose }: { readonly flow: FlowDetail; readonly onClose: () => void }) {
  const { t } = useTranslation('versions')
  const router = useRouter()
  const draft = useDraftDocument()
  const { catalogue } = useCanvasView()
  const published = flow.published
  const changes = useMemo(() => (published === null ? [] : compareDocuments(published.document, draft, catalogue.catalogue).changes), [published, draft, catalogue])
  if (published === null || changes.length === 0) return null
  return (
    <section className={classes.version}>
      <Group gap="xs" mb={4}>
        <Text fw={600}>{t('draft')}</Text>
        <Badge color="orange" variant="light">{t('unpublished', { count: changes.length })}</Badge>
      </Group>
      <ChangeSentences changes={changes} />
      <Button
        mt="xs"
        size="compact-sm"
        variant="default"
        leftSection={<IconRoute {...icon} />}
        onClick={() => {
          onClose()
          router.push(comparisonAddress(flow.id, { newer: 'draft', older: published.number }))
        }}
      >
        {t('onCanvas')}
      </Button>
    </section>
  )
}

interface VersionProps {
  readonly flow: FlowDetail
  readonly version: FlowVersionView
  /** The one before it; null: it is the first. */
  readonly before: number | null
  readonly onClose: () => void
}

function Version({ flow, version, before, onClose }: VersionProps) {
  const { t } = useTranslation('versions')
  const router = useRouter()
  const formats = useFormats()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const [isOpen, setIsOpen] = useState(false)
  const restore = useRestore(flow.id)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={classes.version} data-testid={`version-${version.number}`} aria-label={t('number', { number: version.number })}>
      <Group gap="xs">
        <Text fw={600}>{t('number', { number: version.number })}</Text>
        {version.isCurrent && (
          <Badge color={flow.active ? 'green' : 'gray'} variant="light">
            {t(flow.active ? 'running' : 'current')}
          </Badge>
        )}
      </Group>
      {version.tests !== null && <VersionTests tests={version.tests} />}
      {version.message !== '' && <Text size="sm">{version.message}</Text>}
      <Text size="xs" c="dimmed" mt={2}>
        {formats.when(version.publishedAt)} · {version.author} ·{' '}
        <span className={classes.hash} title={t('hash', { hash: version.hash })}>
          {version.hash.slice(0, 7)}
        </span>
      </Text>
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" leftSection={<Chevron {...icon} />} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} data-testid={`changes-${version.number}`}>
          {t('whatChanged')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRoute {...icon} />}
          onClick={() => {
            onClose()
            router.push(comparisonAddress(flow.id, { newer: version.number, older: before }))
          }}
          data-testid={`show-version-${version.number}`}
        >
          {t('onCanvas')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp {...icon} />}
          disabled={isReadOnly}
          title={t('restoreHelp')}
          data-testid={`restore-${version.number}`}
          onClick={() => void restore(() => api.call('version', { params: { id: flow.id, number: String(version.number) } }), t('restored', { number: version.number })).then((isDone) => isDone && onClose())}
        >
          {t('restore')}
        </Button>
      </Group>
      {isOpen && <Stack mt="xs"><Changes flow={flow} number={version.number} before={before} /></Stack>}
    </section>
  )
}

function VersionTests({ tests: { passed, failed, isDespite } }: { readonly tests: NonNullable<FlowVersionView['tests']> }) {
  const { t } = useTranslation('tests')
  return (
    <Text size="xs" c={isDespite ? 'red' : 'dimmed'}>
      {isDespite ? t('version.despite', { count: failed }) : t('version.passed', { count: passed })}
    </Text>
  )
}

function Changes({ flow, number, before }: { readonly flow: FlowDetail; readonly number: number; readonly before: number | null }) {
  const { t } = useTranslation('versions')
  const { catalogue } = useCanvasView()
  const now = useVersionDocument(flow, number)
  const then = useVersionDocument(flow, before)
  if (before === null) return <Text size="sm" c="dimmed">{t('first')}</Text>
  const error = now.error ?? then.error
  if (error !== null) return <Problem error={error} />
  if (now.document === null || then.document === null) return <LoadingLines count={2} />
  return <ChangeSentences changes={compareDocuments(then.document, now.document, catalogue.catalogue).changes} />
}
