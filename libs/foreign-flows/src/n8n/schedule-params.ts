import type { JsonObject } from '@maillon/kernel'
import type { N8nContext } from './n8n-context.js'
import { listAt, numberAt, textAt, type N8nNode } from './n8n-node.js'

type Plan = JsonObject

/** Who is told what couldn't be taken over as it was. */
interface Listener {
  look(code: string, params?: { readonly [name: string]: string | number }): void
}

/** The first of a node's times as a schedule of ours; that there are more is told. */
export function schedulePlan(node: N8nNode, context: N8nContext): Plan {
  const intervals = listAt(node.params, 'rule', 'interval')
  if (intervals.length > 1) context.look('FOREIGN_SCHEDULE_SEVERAL', { count: intervals.length })
  const first = intervals[0]
  const field = textAt(first, 'field') || 'days'
  const hour = whole(numberAt(first, 'triggerAtHour'), [0, 23])
  const minute = whole(numberAt(first, 'triggerAtMinute'), [0, 59])
  const every = whole(numberAt(first, `${field}Interval`), [1, 1000], 1)
  switch (field) {
    case 'cronExpression':
      return cronPlan(textAt(first, 'expression'), context)
    case 'seconds':
      context.look('FOREIGN_SCHEDULE_SECONDS')
      return { every: 'minutes', count: 1 }
    case 'minutes':
      return every <= 60 ? { every: 'minutes', count: every } : approximate({ every: 'hours', count: Math.min(Math.max(Math.round(every / 60), 1), 24) }, context)
    case 'hours':
      return hourly(every, minute, context)
    case 'weeks':
      return weekly(first, { every, hour, minute }, context)
    case 'months': {
      const day = whole(numberAt(first, 'triggerAtDayOfMonth'), [1, 31], 1)
      return every === 1 ? { every: 'month', day, at: clock(hour, minute) } : approximate({ every: 'cron', cron: `${minute} ${hour} ${day} */${Math.min(every, 12)} *` }, context)
    }
    default:
      return every === 1 ? { every: 'day', at: clock(hour, minute) } : approximate({ every: 'cron', cron: `${minute} ${hour} */${Math.min(every, 31)} * *` }, context)
  }
}

/** The node "Cron" of earlier versions. */
export function cronNodePlan(node: N8nNode, context: N8nContext): Plan {
  const times = listAt(node.params, 'triggerTimes', 'item')
  if (times.length > 1) context.look('FOREIGN_SCHEDULE_SEVERAL', { count: times.length })
  const first = times[0]
  const hour = whole(numberAt(first, 'hour'), [0, 23], 14)
  const minute = whole(numberAt(first, 'minute'), [0, 59])
  const value = whole(numberAt(first, 'value'), [1, 1000], 2)
  switch (textAt(first, 'mode') || 'everyDay') {
    case 'everyMinute':
      return { every: 'minutes', count: 1 }
    case 'everyHour':
      return hourly(1, minute, context)
    case 'everyX':
      return everyX(value, textAt(first, 'unit') || 'hours', context)
    case 'everyWeek':
      return { every: 'week', day: weekday(numberAt(first, 'weekday') ?? 1), at: clock(hour, minute) }
    case 'everyMonth':
      return { every: 'month', day: whole(numberAt(first, 'dayOfMonth'), [1, 31], 1), at: clock(hour, minute) }
    case 'custom':
      return cronPlan(textAt(first, 'cronExpression'), context)
    default:
      return { every: 'day', at: clock(hour, minute) }
  }
}

/** "Interval": every so many seconds, minutes or hours. */
export function everyX(value: number, unit: string, context: Listener): Plan {
  if (unit === 'seconds') {
    if (value % 60 === 0 && value / 60 <= 60) return { every: 'minutes', count: value / 60 }
    context.look('FOREIGN_SCHEDULE_SECONDS')
    return { every: 'minutes', count: Math.min(Math.max(Math.round(value / 60), 1), 60) }
  }
  if (unit === 'minutes') return value <= 60 ? { every: 'minutes', count: value } : approximate({ every: 'hours', count: Math.min(Math.round(value / 60), 24) }, context)
  return value <= 24 ? { every: 'hours', count: value } : approximate({ every: 'day', at: '00:00' }, context)
}

/** Cron with or without seconds. */
export function cronPlan(given: string, context: Listener): Plan {
  const text = given.startsWith('=') ? '' : given.trim()
  const fields = text.split(/\s+/)
  if (fields.length === 6) {
    if (!/^0+$/.test(fields[0] ?? '')) context.look('FOREIGN_SCHEDULE_SECONDS')
    return { every: 'cron', cron: fields.slice(1).join(' ').slice(0, 200) }
  }
  if (fields.length !== 5) context.look('FOREIGN_SCHEDULE_UNREAD', { value: given.slice(0, 100) })
  return { every: 'cron', cron: (fields.length === 5 ? text : '0 8 * * *').slice(0, 200) }
}

function hourly(every: number, minute: number, context: Listener): Plan {
  if (minute === 0 && every <= 24) return { every: 'hours', count: every }
  const plan = { every: 'cron', cron: `${minute} ${every === 1 ? '*' : `*/${Math.min(every, 23)}`} * * *` }
  return every <= 23 ? plan : approximate(plan, context)
}

function weekly(first: Parameters<typeof listAt>[0], { every, hour, minute }: { readonly every: number; readonly hour: number; readonly minute: number }, context: N8nContext): Plan {
  const listed = listAt(first, 'triggerAtDay').flatMap((day) => (typeof day === 'number' && day >= 0 && day <= 6 ? [day] : []))
  const days = listed.length === 0 ? [0] : [...new Set(listed)]
  const [only, ...more] = days
  const plan: Plan = more.length === 0 ? { every: 'week', day: weekday(only ?? 0), at: clock(hour, minute) } : { every: 'cron', cron: `${minute} ${hour} * * ${days.join(',')}` }
  return every === 1 ? plan : approximate(plan, context)
}

function approximate(plan: Plan, context: Listener): Plan {
  context.look('FOREIGN_SCHEDULE_NEAR')
  return plan
}

/** Sunday is 0 there and 7 here. */
function weekday(day: number): number {
  return day === 0 ? 7 : Math.min(Math.max(day, 1), 7)
}

export function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function whole(value: number | null, [least, most]: readonly [number, number], usual = least): number {
  return value === null ? usual : Math.min(Math.max(Math.round(value), least), most)
}

