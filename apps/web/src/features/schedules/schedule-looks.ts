import { IconAlertTriangle, IconCalendarTime, IconCalendarX, IconCircleCheck, IconClockExclamation, IconClockPlay, IconLoader2, IconPlayerPause, IconPlayerSkipForward } from '@tabler/icons-react'
import type { InstantStatus, ScheduleState } from '@maillon/plan'
import type { StatusLook } from '../../theme/status-looks.js'

const look = (icon: StatusLook['icon'], color: StatusLook['color'], isMoving = false): StatusLook => ({ icon, color, isMoving })

/** How a schedule stands; its word comes from `schedules:state.<state>`. */
export const stateLooks: { readonly [S in ScheduleState]: StatusLook } = {
  late: look(IconClockExclamation, 'orange'),
  missed: look(IconCalendarX, 'red'),
  running: look(IconLoader2, 'yellow', true),
  soon: look(IconClockPlay, 'blue'),
  planned: look(IconCalendarTime, 'gray'),
  done: look(IconCircleCheck, 'green'),
  disabled: look(IconPlayerPause, 'gray'),
}

/** What became of one instant; its word comes from `schedules:status.<status>`. */
export const instantLooks: { readonly [S in InstantStatus | 'late']: StatusLook } = {
  expected: look(IconCalendarTime, 'gray'),
  late: look(IconClockExclamation, 'orange'),
  fired: look(IconCircleCheck, 'green'),
  skipped: look(IconPlayerSkipForward, 'gray'),
  missed: look(IconAlertTriangle, 'red'),
}
