'use client'

import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'

const typingPauseMs = 350

export interface WordsInputProps {
  readonly words: string
  readonly label: string
  readonly onChange: (words: string) => void
}

/** A search field that asks only when the typing pauses. */
export function WordsInput({ words, label, onChange }: WordsInputProps) {
  const [typed, setTyped] = useState(words)
  useEffect(() => setTyped(words), [words])
  const send = useDebouncedCallback(onChange, typingPauseMs)
  return (
    <TextInput
      flex={1}
      miw={220}
      leftSection={<IconSearch size={17} aria-hidden />}
      placeholder={label}
      aria-label={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        send(event.currentTarget.value)
      }}
    />
  )
}
