import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const queueMessages = {} as const satisfies MessageMap
