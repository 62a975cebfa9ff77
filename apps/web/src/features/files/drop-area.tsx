'use client'

import { Stack } from '@mantine/core'
import { useState, type DragEvent, type ReactNode } from 'react'
import classes from './drop-area.module.css'

export interface DropAreaProps {
  readonly onFiles: (files: readonly File[]) => void
  /** With a button for those who don't drag. */
  readonly children: ReactNode
}

/** Takes files that are dragged onto it. */
export function DropArea({ onFiles, children }: DropAreaProps) {
  const [isOver, setIsOver] = useState(false)
  const over = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(true)
  }
  return (
    <Stack
      align="center"
      gap="sm"
      className={classes.area}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
    </Stack>
  )
}
