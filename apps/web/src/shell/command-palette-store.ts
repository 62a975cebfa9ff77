import { createStore } from 'zustand/vanilla'

/** How often the palette was asked for; it is loaded the first time. */
export const paletteAsked = createStore<{ readonly times: number }>()(() => ({ times: 0 }))

export function openCommandPalette(): void {
  paletteAsked.setState(({ times }) => ({ times: times + 1 }))
}
