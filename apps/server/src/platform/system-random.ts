import { randomBytes, randomInt } from 'node:crypto'
import type { Random } from '@maillon/kernel'

/** UUID v7 (RFC 9562): 48 bits of milliseconds, then 74 random ones. */
function id(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const systemRandom: Random = {
  id,
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
}
