import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const scheduleMessages = {} as const satisfies MessageMap
