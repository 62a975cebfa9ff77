'use client'

import { Anchor, Button, Group, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { DryRunMark } from '../features/runs/dry-run-mark.js'
import { CancelRun } from '../features/runs/cancel-run.js'
import { ErrorButtons } from '../features/runs/error-buttons.js'
import { RunActions } from '../features/runs/run-actions.js'
import { useFormats } from '../i18n/use-formats.js'
import { StatusBadge } from '../theme/status-badge.js'
import classes from './bands.module.css'
import { useEditor } from './editor-context.js'
import { ReplayBar } from './replay/replay-bar.js'
import { comparisonAddress } from './versions/which-version.js'

export interface VersionBandProps {
  readonly detail: FlowDetail
  /** How much of what is drawn differs from what is published. */
  readonly changes: number
  readonly onSwitchOn: () => void
}

/** Which version runs, against what is drawn. Always visible. */
export function VersionBand({ detail, changes, onSwitchOn }: VersionBandProps) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const mayEdit = useEditor((state) => !state.isReadOnly)
  const { published, active, nextRunAt } = detail
  if (published === null) return <Band tone="none">{t('band.neverPublished')}</Band>
  return (
    <Band tone={changes > 0 ? 'changed' : active ? 'on' : 'none'}>
      {t(active ? 'band.runs' : 'band.off', { number: published.number, since: formats.when(published.publishedAt) })}
      {!active && mayEdit && (
        <>
          {' · '}
          <Anchor component="button" type="button" inherit c="inherit" underline="always" onClick={onSwitchOn} data-testid="band-switch-on">
            {t('toolbar.switchOn')}
          </Anchor>
        </>
      )}
      {' · '}
      {changes > 0 ? (
        <Anchor component={Link} href={comparisonAddress(detail.id, { newer: 'draft', older: published.number })} inherit c="inherit" underline="always" data-testid="unpublished-changes">
          {t('band.changes', { count: changes })}
        </Anchor>
      ) : (
        t('band.same')
      )}
      {active && nextRunAt !== null && ` · ${t('band.next', { when: formats.when(nextRunAt) })}`}
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
  readonly flow: FlowDetail
  /** How much of what is drawn differs from what is published. */
  readonly changes: number
  /** The run whose data the draft was tried on; null: none. */
  readonly triedOn: string | null
  readonly onLeave: () => void
}

/** The run that is shown on the canvas: its state, its sentence, what can be done. */
export function RunBand({ run, isPast, flow, changes, triedOn, onLeave }: RunBandProps) {
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
            {isPast && run.run.versionNumber !== null && <VersionOfRun number={run.run.versionNumber} flow={flow} changes={changes} />}
            {run.run.isDryRun && ` · ${t('run.dry')}`}
          </Text>
          {run.run.message !== '' && <Text size="sm">{run.run.message}</Text>}
          {run.error !== null && <ErrorButtons error={run.error} run={run.run} node={run.steps.find(({ status }) => status === 'failed')?.node ?? null} canRetry={!isPast} />}
        </Group>
        <RunWays run={run.run} isPast={isPast} triedOn={triedOn} onLeave={onLeave} />
      </Group>
      <ReplayBar />
    </>
  )
}

/** What can be done with the run that is shown. */
function RunWays({ run, isPast, triedOn, onLeave }: Pick<RunBandProps, 'isPast' | 'triedOn' | 'onLeave'> & { readonly run: RunDetail['run'] }) {
  const { t } = useTranslation('canvas')
  return (
    <Group gap="xs">
      {isPast ? <RunActions run={run} /> : <CancelRun run={run} size="compact-sm" />}
      {triedOn !== null && isTerminalRun(run.status) && (
        <Anchor component={Link} href={`/compare/?left=${encodeURIComponent(triedOn)}&right=${encodeURIComponent(run.id)}`} size="sm" data-testid="compare-tried">
          {t('run.compareTried')}
        </Anchor>
      )}
      {!isPast && (
        <Anchor component={Link} href={`/run/?id=${encodeURIComponent(run.id)}`} size="sm">
          {t('run.details')}
        </Anchor>
      )}
      <Button {...(isPast ? {} : { size: 'compact-sm' })} variant="default" onClick={onLeave} data-testid="leave-run">
        {t(isPast ? 'run.backToDraft' : 'run.hide')}
      </Button>
    </Group>
  )
}

/** The version that ran, and how it stands to what runs and to what is drawn now. */
function VersionOfRun({ number, flow, changes }: { readonly number: number; readonly flow: FlowDetail; readonly changes: number }) {
  const { t } = useTranslation('canvas')
  const { published } = flow
  const isOlder = published !== null && published.number !== number
  return (
    <>
      {` · ${t('run.version', { number })}`}
      {(isOlder || changes > 0) && (
        <>
          {' · '}
          <Anchor component={Link} href={comparisonAddress(flow.id, { newer: isOlder ? published.number : 'draft', older: number })} inherit data-testid="since-run">
            {isOlder ? t('run.olderVersion', { number: published.number }) : t('run.changedSince')}
          </Anchor>
        </>
      )}
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
