// Streams between host and package. What comes in is asked for piece by piece; what goes out is put piece by piece, each awaited.
const pieceBytes = 256 * 1024

/** Items, names, rows: the host answers with batches until it says that there are no more. */
export async function* pulled(ask, handle) {
  try {
    for (;;) {
      const { items, done } = await ask('pull', { handle })
      yield* items
      if (done) return
    }
  } finally {
    ask('drop', { handle }).catch(() => undefined)
  }
}

export async function* pulledBytes(ask, handle) {
  for await (const piece of pulled(ask, handle)) yield Buffer.from(piece, 'base64')
}

/** Sends bytes along and gives the handle by which a call names them; `sent` ends when they are through. */
export function put(ask, handle, bytes) {
  const send = async () => {
    try {
      for await (const chunk of typeof bytes === 'string' || bytes instanceof Uint8Array ? [Buffer.from(bytes)] : bytes) {
        const whole = Buffer.from(chunk)
        for (let at = 0; at < whole.length; at += pieceBytes) await ask('put', { handle, bytes: whole.subarray(at, at + pieceBytes).toString('base64') })
      }
      await ask('put', { handle, bytes: null })
    } catch (error) {
      await ask('put', { handle, failed: String(error?.message ?? error).slice(0, 500) }).catch(() => undefined)
    }
  }
  return send()
}
