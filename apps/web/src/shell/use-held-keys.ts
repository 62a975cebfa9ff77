import { useLayoutEffect } from 'react'
import { holdKeys } from './held-keys.js'

/** Keys wait for the dialog that is asked for. @param asked another value at each asking; false: none is */
export function useHeldKeys(asked: number | string | boolean): void {
  useLayoutEffect(() => (asked === false ? undefined : holdKeys()), [asked])
}
