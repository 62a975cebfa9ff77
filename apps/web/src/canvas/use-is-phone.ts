'use client'

import { useMediaQuery } from '@mantine/hooks'

/** Whether the screen is as narrow as a phone's (Mantine's `sm`): there the canvas is looked at, and drawn by the list of steps. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false }) === true
}
