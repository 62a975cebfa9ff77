import { useMemo } from 'react'
import type { HomeView, TimelineBucket } from '@maillon/api-contract'
import { useLocale } from '../../i18n/locale-provider.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { fillTimeline, type TimelineAsked } from './fill-timeline.js'

export interface LabelledBucket extends TimelineBucket {
  /** `14 h`, `12 March`: as the axis has it. */
  readonly label: string
}

/** The time line without gaps, each part with its name. */
export function useLabelledTimeline(timeline: HomeView['timeline'], period: TimelineAsked['period']): readonly LabelledBucket[] {
  const { locale } = useLocale()
  const timeZone = useWorkspaceTimeZone()
  return useMemo(() => {
    const label = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', period === '24h' ? { timeZone, hour: '2-digit' } : { timeZone, day: 'numeric', month: 'short' })
    return fillTimeline(timeline, { period, timeZone, now: Date.now() }).map((bucket) => ({ ...bucket, label: label.format(new Date(bucket.at)) }))
  }, [timeline, period, locale, timeZone])
}
