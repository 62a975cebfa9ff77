'use client'

import { Badge } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'

/** Says of a run or a step, in colour and words, that nothing was sent. */
export function DryRunMark({ text }: { readonly text: string }) {
  return (
    <Badge size="sm" radius="sm" variant="filled" color="#1864ab" leftSection={<IconEye size={13} aria-hidden />} tt="none" style={{ flex: 'none' }} data-testid="dry-mark">
      {text}
    </Badge>
  )
}
