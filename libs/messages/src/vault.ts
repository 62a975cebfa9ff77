import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const vaultMessages = {} as const satisfies MessageMap
