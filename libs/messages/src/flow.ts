import type { MessageMap } from './message-map.js'

/** Texts about flow documents as such: what is wrong with one that comes from outside. */
export const flowMessages = {} as const satisfies MessageMap
