import { randomBytes, randomInt } from 'node:crypto'
import { sortableIds, type Random } from '@maillon/kernel'

export const systemRandom: Random = {
  id: sortableIds(() => Date.now(), randomBytes),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
}
