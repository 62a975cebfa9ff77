import { randomBytes } from 'node:crypto'
import type { Clock, Random } from '@maillon/kernel'

/** Ids and randomness inside a step's thread (functions don't travel there): UUID v7 from the system's secure source. */
export function createThreadRandom(clock: Clock): Random {
  return {
    id() {
      const bytes = randomBytes(16)
      bytes.writeUIntBE(clock.now(), 0, 6)
      bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
      bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
    token: (count) => randomBytes(count).toString('base64url'),
    fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  }
}
