export type { ScheduleParam } from './schedule-param.js'
