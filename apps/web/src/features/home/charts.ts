'use client'

/** The charts of the home page and their library, in one piece that is loaded when there is something to draw. */
import '@mantine/charts/styles.css'

export { DurationChart } from './duration-chart.js'
export { OriginChart } from './origin-chart.js'
export { TimelineChart } from './timeline-chart.js'
