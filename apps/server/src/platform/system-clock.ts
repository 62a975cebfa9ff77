import type { Clock } from '@maillon/kernel'

export const systemClock: Clock = { now: () => Date.now() }
