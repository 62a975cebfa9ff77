'use client'

import dynamic from 'next/dynamic'
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react'

const ConfirmDialog = dynamic(() => import('./confirm-dialog.js').then((module) => module.ConfirmDialog), { ssr: false })

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

/** One dialog for every "are you sure": it names the thing and the deed. Loaded with the first question. */
export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
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
      {asked !== null && <ConfirmDialog confirmation={asked.confirmation} isOpen={isOpen} onAnswer={answer} />}
    </ConfirmContext>
  )
}

/** `if (await confirm({ … }))` */
export function useConfirm(): Ask {
  return useContext(ConfirmContext)
}
