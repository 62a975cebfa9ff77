import { createSpotlight } from '@mantine/spotlight'

const [store, actions] = createSpotlight()

export const commandPaletteStore = store
export const openCommandPalette = actions.open
