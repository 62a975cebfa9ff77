'use client'

import { useState } from 'react'

/** What stands behind the `#` of a link, read once; an empty text where there is nothing. */
export function useLinkSecret(): string {
  const [secret] = useState(() => (typeof window === 'undefined' ? '' : window.location.hash.slice(1)))
  return secret
}
