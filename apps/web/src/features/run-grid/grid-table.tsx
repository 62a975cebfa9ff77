'use client'

import { Checkbox, VisuallyHidden } from '@mantine/core'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunGrid, RunGridCell, RunGridColumn } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { StatusIcon } from '../../theme/status-badge.js'
import classes from './grid.module.css'

export interface GridTableProps {
  readonly grid: Pick<RunGrid, 'nodes' | 'columns'>
  /** Runs that are to be compared. */
  readonly picked: readonly string[]
  readonly onPick: (runId: string) => void
}

/** Steps down, runs across. The newest run stands at the right and is in view at first. */
export function GridTable({ grid, picked, onPick }: GridTableProps) {
  const { t } = useTranslation('grid')
  const scroll = useRef<HTMLDivElement>(null)
  const newest = grid.columns.at(-1)?.run.id
  useEffect(() => {
    scroll.current?.scrollTo({ left: scroll.current.scrollWidth })
  }, [newest])
  return (
    <div ref={scroll} className={classes.scroll} tabIndex={0} role="region" aria-label={t('title')}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <td className={classes.corner} />
            {grid.columns.map((column) => (
              <ColumnHead key={column.run.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.nodes.map((node) => (
            <tr key={node.id}>
              <th scope="row" className={classes.name} title={node.name}>
                {node.name}
              </th>
              {grid.columns.map(({ run, steps }) => (
                <Cell key={run.id} name={node.name} cell={steps[node.id] ?? null} runId={run.id} />
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row" className={`${classes.name} ${classes.quiet}`}>
              {t('pick')}
            </th>
            {grid.columns.map(({ run }) => (
              <td key={run.id} className={classes.cell}>
                <Checkbox size="xs" className={classes.check ?? ''} checked={picked.includes(run.id)} onChange={() => onPick(run.id)} aria-label={t('pickRun')} data-testid={`pick-${run.id}`} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function ColumnHead({ column: { run } }: { readonly column: RunGridColumn }) {
  const { t } = useTranslation(['grid', 'common'])
  const formats = useFormats()
  return (
    <th scope="col" className={classes.head}>
      <Link href={`/run/?id=${encodeURIComponent(run.id)}`} className={classes.run} title={`${formats.dateTime(run.acceptedAt)} · ${t(`common:status.${run.status}`)}${run.message === '' ? '' : `\n${run.message}`}`} data-testid={`column-${run.id}`} data-status={run.status}>
        <span className={classes.when}>{formats.shortDay(run.acceptedAt)}</span>
        <span className={classes.when}>{formats.time(run.acceptedAt)}</span>
        <StatusIcon status={run.status} />
        <VisuallyHidden>{t(`common:status.${run.status}`)}</VisuallyHidden>
        <span className={classes.duration}>{run.durationMs === null ? '' : formats.duration(run.durationMs)}</span>
      </Link>
    </th>
  )
}

function Cell({ name, cell, runId }: { readonly name: string; readonly cell: RunGridCell | null; readonly runId: string }) {
  const { t } = useTranslation(['grid', 'common', 'runs'])
  const formats = useFormats()
  if (cell === null) return <td className={classes.cell}><span className={classes.absent} aria-label={t('notThere')} role="img">·</span></td>
  const facts = [
    t(`common:status.${cell.status}`),
    cell.status === 'skipped' ? null : t('runs:itemCount', { count: cell.items, number: formats.number(cell.items) }),
    cell.durationMs === null ? null : formats.duration(cell.durationMs),
    cell.attempts > 1 ? t('runs:attemptCount', { count: cell.attempts }) : null,
    cell.failedItems > 0 ? t('failedRows', { count: cell.failedItems, number: formats.number(cell.failedItems) }) : null,
  ].filter((fact) => fact !== null)
  return (
    <td className={classes.cell} data-status={cell.status}>
      {/* The column's head is the way for the keyboard: a grid of hundreds of stops would be none. */}
      <Link href={`/run/?id=${encodeURIComponent(runId)}`} tabIndex={-1} className={classes.step} title={`${name}\n${facts.join(' · ')}`} aria-label={facts.join(', ')}>
        <StatusIcon status={cell.status} />
      </Link>
    </td>
  )
}
