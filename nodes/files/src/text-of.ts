/** The encoding of a text by its first bytes: a mark says it; else UTF-8 where it is valid, else Windows-1252. */
export function guessEncoding(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  try {
    // The start may end in the middle of a character: `stream` allows that.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Bytes as text, piece by piece, without byte order mark. */
export async function* textPieces(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(guessEncoding(piece))
    yield decoder.decode(piece, { stream: true })
  }
  if (decoder !== null) yield decoder.decode()
}

export async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: string[] = []
  for await (const piece of textPieces(bytes)) pieces.push(piece)
  return pieces.join('')
}
