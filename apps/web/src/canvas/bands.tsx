'use client'

import { Anchor, Button, Group, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { DryRunMark } from '../features/runs/dry-run-mark.js'
import { CancelRun } from '../features/runs/cancel-run.js'
import { RunActions } from '../features/runs/run-actions.js'
import { useFormats } from '../i18n/use-formats.js'
import { StatusBadge } from '../theme/status-badge.js'
import classes from './bands.module.css'
import { useCanvasView } from './canvas-view.js'
import { changesSince } from './changes-since.js'
import { useEditor } from './editor-context.js'
import { ReplayBar } from './replay/replay-bar.js'
import { comparisonAddress } from './versions/which-version.js'

/** Which version runs, against what is drawn. Always visible. */
export function VersionBand({ detail }: { readonly detail: FlowDetail }) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const document = useEditor((state) => state.document)
  const { catalogue } = useCanvasView()
  if (detail.published === null) return <Band tone="none">{t('band.neverPublished')}</Band>
  const changes = changesSince(detail.published.document, document, catalogue.catalogue).length
  const version = t(detail.active ? 'band.runs' : 'band.off', { number: detail.published.number, since: formats.when(detail.published.publishedAt) })
  return (
    <Band tone={changes > 0 ? 'changed' : detail.active ? 'on' : 'none'}>
      {version}
      {changes > 0 && ' · '}
      {changes > 0 && (
        <Anchor component={Link} href={comparisonAddress(detail.id, { newer: 'draft', older: detail.published.number })} inherit c="inherit" underline="always" data-testid="unpublished-changes">
          {t('band.changes', { count: changes })}
        </Anchor>
      )}
      {detail.active && detail.nextRunAt !== null && ` · ${t('band.next', { when: formats.when(detail.nextRunAt) })}`}
    </Band>
  )
}

/** Settings that an earlier version of a step kept: what is drawn is not what was saved. */
export function MovedBand({ moved }: { readonly moved: FlowDetail['moved'] }) {
  const { t } = useTranslation('canvas')
  return (
    <div className={classes.band} data-tone="changed" data-testid="moved-band">
      {t('band.moved', { count: moved.length, names: moved.map(({ name }) => name).join(', ') })}
    </div>
  )
}

function Band({ tone, children }: { readonly tone: 'none' | 'on' | 'changed'; readonly children: React.ReactNode }) {
  return (
    <div className={classes.band} data-tone={tone} data-testid="version-band">
      {children}
    </div>
  )
}

export interface RunBandProps {
  readonly run: RunDetail
  /** A past run on its own version, or the draft's latest run over the draft. */
  readonly isPast: boolean
  readonly onLeave: () => void
}

/** The run that is shown on the canvas: its state, its sentence, what can be done. */
export function RunBand({ run, isPast, onLeave }: RunBandProps) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  return (
    <>
      <Group className={classes.run} justify="space-between" gap="sm" data-testid="run-band" data-status={run.run.status} data-dry={run.run.isDryRun || undefined}>
        <Group gap="sm" className={classes.about}>
          {run.run.isDryRun && <DryRunMark text={t('run.dryMark')} />}
          <StatusBadge status={run.run.status} />
          <Text size="sm" c="dimmed" className="figures">
            {formats.when(run.run.acceptedAt)}
            {run.run.durationMs !== null && isTerminalRun(run.run.status) && ` · ${formats.duration(run.run.durationMs)}`}
            {isPast && run.run.versionNumber !== null && ` · ${t('run.version', { number: run.run.versionNumber })}`}
            {run.run.isDryRun && ` · ${t('run.dry')}`}
          </Text>
          {run.run.message !== '' && <Text size="sm">{run.run.message}</Text>}
        </Group>
        <Group gap="xs">
          {isPast ? <RunActions run={run.run} /> : <CancelRun run={run.run} size="compact-sm" />}
          {!isPast && (
            <Anchor component={Link} href={`/run/?id=${encodeURIComponent(run.run.id)}`} size="sm">
              {t('run.details')}
            </Anchor>
          )}
          <Button size="compact-sm" variant="default" onClick={onLeave} data-testid="leave-run">
            {t(isPast ? 'run.backToDraft' : 'run.hide')}
          </Button>
        </Group>
      </Group>
      <ReplayBar />
    </>
  )
}

export function ConflictBand({ onTakeTheirs, onKeepMine }: { readonly onTakeTheirs: () => void; readonly onKeepMine: () => void }) {
  const { t } = useTranslation('canvas')
  return (
    <Group className={classes.conflict} gap="sm" role="alert">
      <Text size="sm">{t('conflict.sentence')}</Text>
      <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
        {t('conflict.takeTheirs')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onKeepMine}>
        {t('conflict.keepMine')}
      </Button>
    </Group>
  )
}
