const mostBytes = 5 * 1024 * 1024
const mostPixels = 25_000_000

/**
 * A picture as a data URI that a PDF takes: PNG or JPEG, by its first bytes, neither large nor a bomb (a PNG with transparency is
 * unpacked when it is drawn).
 * @returns null where it is none
 */
export function pictureUri(bytes: Uint8Array): string | null {
  if (bytes.byteLength > mostBytes || bytes.byteLength < 32) return null
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) {
    const pixels = data.readUInt32BE(16) * data.readUInt32BE(20)
    return pixels > 0 && pixels <= mostPixels ? `data:image/png;base64,${data.toString('base64')}` : null
  }
  return data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff ? `data:image/jpeg;base64,${data.toString('base64')}` : null
}

/** The bytes of a `data:` picture; null where it is none. */
export function bytesOfDataUri(src: string): Uint8Array | null {
  const found = /^data:image\/(?:png|jpe?g);base64,/i.exec(src)
  return found === null || src.length > mostBytes * 1.4 ? null : Buffer.from(src.slice(found[0].length), 'base64')
}
