import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

/** What has passed so far. */
export interface Measure {
  readonly bytes: number
  /** Line ends. */
  readonly lines: number
  /** Hexadecimal; asked for once, when all has passed. */
  sha256(): string
}

/** Bytes on their way, unchanged, while they are counted and hashed. */
export function measured(): { readonly stream: Transform; readonly measure: Measure } {
  const hash = createHash('sha256')
  let bytes = 0
  let lines = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1
      done(null, chunk)
    },
  })
  return {
    stream,
    measure: {
      get bytes() {
        return bytes
      },
      get lines() {
        return lines
      },
      sha256: () => hash.digest('hex'),
    },
  }
}
