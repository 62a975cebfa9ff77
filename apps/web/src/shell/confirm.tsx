'use client'

import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface Confirmation {
  readonly title: string
  /** What will happen, and whether it can be taken back. */
  readonly message: ReactNode
  /** The word on the button that does it: a verb. */
  readonly action: string
  /** Red: something is lost. Default true. */
  readonly isDestructive?: boolean
}

type Ask = (confirmation: Confirmation) => Promise<boolean>
const ConfirmContext = createContext<Ask>(() => Promise.resolve(false))

/** One dialog for every "are you sure": it names the thing and the deed. */
export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('common')
  const [asked, setAsked] = useState<{ confirmation: Confirmation; answer: (yes: boolean) => void } | null>(null)
  const [isOpen, setIsOpen] = useState(false)

  const ask = useCallback<Ask>(
    (confirmation) =>
      new Promise((resolve) => {
        setAsked({ confirmation, answer: resolve })
        setIsOpen(true)
      }),
    [],
  )
  const answer = (yes: boolean) => {
    asked?.answer(yes)
    setIsOpen(false)
  }

  return (
    <ConfirmContext value={ask}>
      {children}
      <Modal opened={isOpen} onClose={() => answer(false)} title={asked?.confirmation.title} centered>
        <Stack>
          <Text component="div" size="sm">
            {asked?.confirmation.message}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => answer(false)} data-autofocus>
              {t('action.cancel')}
            </Button>
            <Button color={asked?.confirmation.isDestructive === false ? 'accent' : 'red.8'} onClick={() => answer(true)}>
              {asked?.confirmation.action}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </ConfirmContext>
  )
}

/** `if (await confirm({ … }))` */
export function useConfirm(): Ask {
  return useContext(ConfirmContext)
}
