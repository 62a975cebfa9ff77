'use client'

import { useTranslation } from 'react-i18next'
import type { LaneView } from '@maillon/api-contract'
import classes from './queues.module.css'

const height = 28
const step = 2.6

/** Steps of the last hour, a bar for each minute. The numbers beside it say the same to those who don't see it. */
export function Throughput({ perMinute }: { readonly perMinute: LaneView['perMinute'] }) {
  const { t } = useTranslation('queues')
  const most = Math.max(1, ...perMinute.map(({ done }) => done))
  const total = perMinute.reduce((sum, { done }) => sum + done, 0)
  const failed = perMinute.reduce((sum, minute) => sum + minute.failed, 0)
  return (
    <svg className={classes.throughput} viewBox={`0 0 ${perMinute.length * step} ${height}`} role="img" aria-label={t('lastHour', { total, failed })}>
      {perMinute.map((minute, at) => {
        const whole = (minute.done / most) * (height - 2)
        const bad = (minute.failed / most) * (height - 2)
        return (
          <g key={at}>
            <rect x={at * step} width={step - 0.8} y={height - 1} height={1} className={classes.ground} />
            {minute.done > 0 && <rect x={at * step} width={step - 0.8} y={height - Math.max(2, whole)} height={Math.max(2, whole)} className={classes.done} />}
            {minute.failed > 0 && <rect x={at * step} width={step - 0.8} y={height - Math.max(2, bad)} height={Math.max(2, bad)} className={classes.bad} />}
          </g>
        )
      })}
    </svg>
  )
}
