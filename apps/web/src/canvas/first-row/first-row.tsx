'use client'

import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { parseEndpoint } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { isTerminalRun } from '@maillon/plan'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useShownValue } from '../../i18n/use-shown-value.js'
import { useCanvasView } from '../canvas-view.js'
import classes from './first-row.module.css'
import { usePeekedLine } from './use-peeked-line.js'

/** Fields that are shown of a row. */
const mostFields = 6
const width = 300
const margin = 8

/** The first row that went along a line, beside the pointer that rests on it or the line that the keyboard is on. */
export function FirstRowOfLine({ surface }: { readonly surface: RefObject<HTMLElement | null> }) {
  const { peeked, keep, leave } = usePeekedLine(surface)
  const from = peeked?.line.split('→')[0] ?? ''
  const found = useFirstRow(from)
  const area = surface.current
  return (
    // It stays, so that what comes into it is read out.
    <div role="status" className={classes.place}>
      {peeked !== null && found !== null && area !== null && (
        <div className={classes.card} data-testid="first-row" onPointerEnter={keep} onPointerLeave={leave} style={placeIn(area, peeked)}>
          <Row found={found} />
        </div>
      )}
    </div>
  )
}

/** Below the place, or above it in the lower half; never out at a side. */
function placeIn(area: HTMLElement, { x, y }: { readonly x: number; readonly y: number }): React.CSSProperties {
  const left = Math.max(margin, Math.min(x - width / 2, area.clientWidth - width - margin))
  return y > area.clientHeight / 2 ? { width, left, bottom: area.clientHeight - y + 18 } : { width, left, top: y + 18 }
}

interface FirstRow {
  readonly state: 'reading' | 'gone' | 'there'
  readonly row: JsonObject
  /** Rows of the port. */
  readonly count: number
  /** Of an earlier run than the one on the canvas. */
  readonly isEarlier: boolean
}

/** Of the run on the canvas, else of the last one. Null: no row went along. */
function useFirstRow(from: string): FirstRow | null {
  const { run, checked } = useCanvasView()
  const { node, port } = parseEndpoint(from) ?? nowhere
  const ofRun = useFirstRowOfRun(node, port)
  if (run !== null) return ofRun
  const seen = checked.observed?.nodes[node]?.[port]
  const [first] = seen?.sample ?? []
  return seen === undefined || first === undefined ? null : { state: 'there', row: first.json, count: seen.count, isEarlier: true }
}

const nowhere = { node: '', port: '' }

function useFirstRowOfRun(node: string, port: string): FirstRow | null {
  const { run, replay, stepByNode } = useCanvasView()
  const count = stepByNode.get(node)?.outputs[port] ?? 0
  const { id, status } = (replay.detailByNode.get(node) ?? run)?.run ?? { id: '', status: 'queued' as const }
  const read = useApiQuery('stepOutput', { params: { id, node, port }, query: { offset: 0, limit: 1 } }, { enabled: id !== '' && count > 0, staleTime: isTerminalRun(status) ? Infinity : 2_000 })
  if (count === 0) return null
  const row = read.data?.items[0]?.json
  return { state: read.isPending ? 'reading' : row === undefined ? 'gone' : 'there', row: row ?? {}, count, isEarlier: false }
}

function Row({ found: { state, row, count, isEarlier } }: { readonly found: FirstRow }) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const show = useShownValue()
  const fields = Object.entries(row)
  const more = fields.length - mostFields
  return (
    <>
      <div className={classes.title}>
        <span>{t(isEarlier ? 'firstRow.ofLastRun' : 'firstRow.title')}</span>
        <span className={classes.count}>{t('edge.rows', { count, number: formats.number(count) })}</span>
      </div>
      {state === 'there' && fields.length > 0 ? (
        <dl className={classes.fields}>
          {fields.slice(0, mostFields).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{show(value, { maxLength: 60, isDate: true })}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <div className={classes.about}>{t(state === 'reading' ? 'firstRow.reading' : state === 'gone' ? 'firstRow.gone' : 'firstRow.noFields')}</div>
      )}
      {more > 0 && <div className={classes.about}>{t('firstRow.more', { count: more })}</div>}
    </>
  )
}
