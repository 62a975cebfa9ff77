import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const expressionsMessages = {} as const satisfies MessageMap
