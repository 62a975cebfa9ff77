import { Group, Text } from '@mantine/core'
import type { StatusLook } from '../../theme/status-looks.js'
import statusClasses from '../../theme/status.module.css'

/** A state as icon and word. */
export function LookBadge({ look: { icon: Icon, color, isMoving }, word }: { readonly look: StatusLook; readonly word: string }) {
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" className={statusClasses.badge}>
      <Icon size={18} aria-hidden className={isMoving ? statusClasses.moving : undefined} color={`var(--status-${color})`} stroke={1.9} />
      <Text span size="sm" className={statusClasses.word}>
        {word}
      </Text>
    </Group>
  )
}
