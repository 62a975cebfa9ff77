import { create } from 'zustand'
import { pagePerson } from './page-person.js'

export interface SessionExpiry {
  readonly isExpired: boolean
  /** Somebody else has logged in in this browser, in another tab. */
  readonly isTakenOver: boolean
}

/** Whether a call was refused because the session is over. The page stays; a dialog asks for the password. */
export const useSessionExpiry = create<SessionExpiry>(() => ({ isExpired: false, isTakenOver: false }))

export function markSessionExpired(isTakenOver = false): void {
  useSessionExpiry.setState({ isExpired: true, isTakenOver })
}

export function markSessionRenewed(): void {
  useSessionExpiry.setState({ isExpired: false, isTakenOver: false })
}

/** Settles when the same person has logged in again. @throws AbortError where nobody waits for the answer any more, or somebody else came. */
export function sessionRenewal(signal?: AbortSignal): Promise<void> {
  const person = pagePerson()
  return new Promise((resolve, reject) => {
    const stop = useSessionExpiry.subscribe(({ isExpired }) => {
      if (isExpired) return
      stop()
      if (pagePerson() === person) resolve()
      else reject(new DOMException('Somebody else logged in', 'AbortError'))
    })
    signal?.addEventListener(
      'abort',
      () => {
        stop()
        reject(new DOMException('The call was given up', 'AbortError'))
      },
      { once: true },
    )
  })
}
