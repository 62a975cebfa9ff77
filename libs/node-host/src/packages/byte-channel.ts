/** Bytes on their way from a package to whoever reads them: a piece is taken in when the one before it has been read. */
export class ByteChannel implements AsyncIterable<Uint8Array> {
  private readonly pieces: { readonly bytes: Uint8Array | Error | null; readonly taken: () => void }[] = []
  private wake: (() => void) | null = null
  private isClosed = false

  /** Null: that was all. Resolves when it has been read, or nobody reads any more. */
  put(bytes: Uint8Array | Error | null): Promise<void> {
    if (this.isClosed) return Promise.resolve()
    return new Promise((resolve) => {
      this.pieces.push({ bytes, taken: resolve })
      this.wake?.()
    })
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const next = this.pieces.shift()
        if (next === undefined) {
          if (this.isClosed) return
          await new Promise<void>((resolve) => (this.wake = resolve))
          continue
        }
        next.taken()
        if (next.bytes === null) return
        if (next.bytes instanceof Error) throw next.bytes
        yield next.bytes
      }
    } finally {
      this.close()
    }
  }

  close(): void {
    this.isClosed = true
    for (const { taken } of this.pieces.splice(0)) taken()
    this.wake?.()
  }
}
