import { randomBytes } from 'node:crypto'
import { sortableIds, type Clock, type Random } from '@maillon/kernel'

export const systemClock: Clock = { now: () => Date.now() }

export const systemRandom: Random = {
  id: sortableIds(() => Date.now(), randomBytes),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
}
