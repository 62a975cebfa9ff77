/** A clock that was set back by more than this (ms) is believed. */
const mostBack = 10_000

/**
 * Ids of one process: UUID v7 (RFC 9562). Each is greater than the one before, however many are made within a millisecond (method 1 of the
 * RFC: the twelve bits behind the time count), so that lists in their order show what came first.
 *
 * @param now milliseconds since the epoch
 * @param randomBytes from the system's secure source
 */
export function sortableIds(now: () => number, randomBytes: (count: number) => Uint8Array): () => string {
  let time = 0
  let count = 0
  return () => {
    const bytes = randomBytes(16)
    const at = now()
    if (at > time || at < time - mostBack) {
      time = at
      // Room to count, and no hint of how many are made.
      count = (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & 0x3ff
    } else if (count < 0xfff) count += 1
    else {
      time += 1
      count = 0
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, 16)
    view.setUint32(0, Math.floor(time / 0x1_0000))
    view.setUint16(4, time % 0x1_0000)
    view.setUint16(6, 0x7000 | count)
    view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
