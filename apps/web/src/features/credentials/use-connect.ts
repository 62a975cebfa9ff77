'use client'

import { useApiMutation } from '../../api/use-api.js'

/** A page of its own for the service, opened by the click itself (a browser opens none later) and sent there once the address is known. */
export interface ConsentTab {
  go(id: string): void
  /** There is nothing to agree to after all. */
  close(): void
}

/** Asks a person for their consent, beside the page that they are on. */
export function useConnect(): { readonly open: () => ConsentTab; readonly isPending: boolean } {
  const begin = useApiMutation('beginConsent')
  const open = (): ConsentTab => {
    const tab = window.open('about:blank', '_blank')
    return {
      go(id) {
        // Awaited, and not called back: callbacks of a call are dropped once what made it has closed.
        void begin.mutateAsync({ params: { id } }).then(({ url }) => (tab ?? window).location.assign(url), () => tab?.close())
      },
      close: () => tab?.close(),
    }
  }
  return { open, isPending: begin.isPending }
}
