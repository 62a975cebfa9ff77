import { randomBytes } from 'node:crypto'
import { sortableIds, type Clock, type Random } from '@maillon/kernel'

/** Ids and randomness inside a step's thread (functions don't travel there), from the system's secure source. */
export function createThreadRandom(clock: Clock): Random {
  return {
    id: sortableIds(() => clock.now(), randomBytes),
    token: (count) => randomBytes(count).toString('base64url'),
    fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  }
}
