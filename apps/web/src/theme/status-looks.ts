import {
  IconAlertTriangle, IconBan, IconCircleCheck, IconCircleDashed, IconCircleX, IconClock, IconHourglass, IconLoader2, IconPlayerPause, IconPlayerSkipForward, IconRefresh,
  type Icon,
} from '@tabler/icons-react'
import type { RunStatus, StepStatus } from '@maillon/plan'

/** How a state looks everywhere: an icon of its own and a colour; its word comes from `common:status.<state>`. */
export interface StatusLook {
  readonly icon: Icon
  /** Name of a Mantine colour. */
  readonly color: 'green' | 'red' | 'yellow' | 'orange' | 'gray' | 'blue'
  /** It goes on: the icon may turn. */
  readonly isMoving: boolean
}

const look = (icon: Icon, color: StatusLook['color'], isMoving = false): StatusLook => ({ icon, color, isMoving })

/** Green success, red failure, yellow running, orange warning, grey skipped, blue waiting; never colour alone. */
export const statusLooks: { readonly [S in RunStatus | StepStatus]: StatusLook } = {
  queued: look(IconClock, 'blue'),
  pending: look(IconCircleDashed, 'gray'),
  ready: look(IconClock, 'blue'),
  running: look(IconLoader2, 'yellow', true),
  retrying: look(IconRefresh, 'orange'),
  waiting: look(IconHourglass, 'blue'),
  suspended: look(IconPlayerPause, 'blue'),
  succeeded: look(IconCircleCheck, 'green'),
  warned: look(IconAlertTriangle, 'orange'),
  failed: look(IconCircleX, 'red'),
  skipped: look(IconPlayerSkipForward, 'gray'),
  cancelled: look(IconBan, 'gray'),
}
