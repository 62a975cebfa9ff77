/** Reads an answer's body: one content encoding at most, bounded after decoding, broken off when nobody wants it any more. */
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { pipeline, type Readable, type Transform } from 'node:stream'
import { MaillonError } from '@maillon/kernel'

export interface BodyLimits {
  readonly maxBytes: number
  readonly host: string
  /** Turns what the network threw into an error for people. */
  readonly translate: (error: unknown) => unknown
  /** Called once, however it ends. */
  readonly done: () => void
}

/** @throws MaillonError `EGRESS_ENCODING_REFUSED`, `EGRESS_ANSWER_TOO_LARGE` while reading */
export async function* readBody(raw: Readable, encoding: string | undefined, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const part of decoded(raw, encoding, limits.host) as AsyncIterable<Uint8Array>) {
      size += part.byteLength
      if (size > limits.maxBytes)
        throw new MaillonError({ code: 'EGRESS_ANSWER_TOO_LARGE', kind: 'user', retryable: false, params: { host: limits.host, maxBytes: limits.maxBytes } })
      yield part
    }
  } catch (error) {
    throw limits.translate(error)
  } finally {
    raw.destroy()
    limits.done()
  }
}

function decoded(raw: Readable, encoding: string | undefined, host: string): Readable {
  const decoder = decoderOf(encoding, host)
  if (decoder === null) return raw
  // The error comes out of the decoder, which is what is read.
  pipeline(raw, decoder, () => undefined)
  return decoder
}

function decoderOf(encoding: string | undefined, host: string): Transform | null {
  switch ((encoding ?? '').trim().toLowerCase()) {
    case '':
    case 'identity':
      return null
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      // Several encodings on top of each other are a decompression weapon; no real server needs them.
      throw new MaillonError({
        code: 'EGRESS_ENCODING_REFUSED',
        kind: 'operational',
        retryable: false,
        params: { host, encoding: String(encoding).slice(0, 60) },
      })
  }
}
