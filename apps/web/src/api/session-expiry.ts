import { create } from 'zustand'

/** Whether a call was refused because the session is over. The page stays; a dialog asks for the password. */
export const useSessionExpiry = create<{ readonly isExpired: boolean }>(() => ({ isExpired: false }))

export function markSessionExpired(): void {
  useSessionExpiry.setState({ isExpired: true })
}

export function markSessionRenewed(): void {
  useSessionExpiry.setState({ isExpired: false })
}
