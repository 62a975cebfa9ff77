import { IconAlertTriangle, IconClockExclamation, IconHourglassEmpty, IconMoodSad, IconPlayerPause, IconRepeat, type Icon } from '@tabler/icons-react'
import type { AlertKind } from '@maillon/plan'

/** The icon of each kind; its words are `alerts:kind.<kind>`. */
export const alertIcons: { readonly [K in AlertKind]: Icon } = {
  failure: IconAlertTriangle,
  repeated: IconRepeat,
  late: IconClockExclamation,
  silence: IconMoodSad,
  'queue-age': IconHourglassEmpty,
  'lane-paused': IconPlayerPause,
}
