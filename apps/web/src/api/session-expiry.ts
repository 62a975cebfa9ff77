import { create } from 'zustand'

/** Whether a call was refused because the session is over. The page stays; a dialog asks for the password. */
export const useSessionExpiry = create<{ readonly isExpired: boolean }>(() => ({ isExpired: false }))

export function markSessionExpired(): void {
  useSessionExpiry.setState({ isExpired: true })
}

export function markSessionRenewed(): void {
  useSessionExpiry.setState({ isExpired: false })
}

/** Settles when the person has logged in again. @throws AbortError where nobody waits for the answer any more. */
export function sessionRenewal(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = useSessionExpiry.subscribe(({ isExpired }) => {
      if (isExpired) return
      stop()
      resolve()
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
