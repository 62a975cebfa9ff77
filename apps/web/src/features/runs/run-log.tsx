'use client'

import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LogLine } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import classes from './run-log.module.css'

export interface RunLogProps {
  readonly runId: string
  readonly document: FlowDocument
  readonly isOver: boolean
}

/** Everything that the steps of a run said, in order. */
export function RunLog({ runId, document, isOver }: RunLogProps) {
  const { t } = useTranslation('runs')
  const names = new Map(document.nodes.map((node) => [node.id, node.name]))
  const read = useApiQuery('runLogs', { params: { id: runId } }, { refetchInterval: isOver ? false : 3_000 })
  return (
    <Panel title={t('log')}>
      {read.isPending && <LoadingLines count={2} />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && <Lines lines={read.data.lines} nameOf={(node) => names.get(node) ?? node} />}
    </Panel>
  )
}

export function StepLog({ runId, node }: { readonly runId: string; readonly node: string }) {
  const read = useApiQuery('runLogs', { params: { id: runId }, query: { node } })
  if (read.isPending) return <LoadingLines count={2} />
  if (read.isError) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  return <Lines lines={read.data.lines} nameOf={null} />
}

interface LinesProps {
  readonly lines: readonly LogLine[]
  /** Null: all lines are of one step, which needs no naming. */
  readonly nameOf: ((node: string) => string) | null
}

function Lines({ lines, nameOf }: LinesProps) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  if (lines.length === 0) return <Text c="dimmed" size="sm">{t('noLog')}</Text>
  return (
    <div className={classes.scroll} tabIndex={0} role="log" aria-label={t('log')}>
      <table className={classes.lines}>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index} data-level={line.level}>
              <td className={classes.at}>{formats.exactTime(line.at)}</td>
              <td className={classes.level}>{line.level === 'info' ? '' : t(`level.${line.level}`)}</td>
              {nameOf !== null && <td className={classes.node}>{line.node === null ? '' : nameOf(line.node)}</td>}
              <td className={classes.message}>
                {line.message}
                {line.data !== null && <span className={classes.data}> {JSON.stringify(line.data)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
