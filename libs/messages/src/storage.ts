import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const storageMessages = {} as const satisfies MessageMap
