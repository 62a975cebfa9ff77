import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { readAt, ZipProblem, type ZipEntry } from './zip-directory.js'

const doctype = Buffer.from('<!DOCTYPE')
const entity = Buffer.from('<!ENTITY')

/**
 * Unpack a part once, piece by piece, and look at it: its real size must be the declared one (so a library that trusts the
 * directory can't be led astray), and it may declare neither a document type nor entities.
 *
 * @param look gets each piece, in order.
 * @throws ZipProblem
 */
export async function scanPart(path: string, entry: ZipEntry, look: (piece: Buffer) => void = () => undefined): Promise<void> {
  const start = await dataStart(path, entry)
  let size = 0
  let before: Buffer = Buffer.alloc(0)
  // A pipeline that is broken off may report that instead of the reason.
  let found: ZipProblem | null = null
  const refuse = (message: string) => (found = new ZipProblem(true, message))
  const watch = async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) {
      size += piece.length
      if (size > entry.size) throw refuse(`part ${entry.name} is larger than it says`)
      // A word may stand across two pieces.
      const joined = before.length === 0 ? piece : Buffer.concat([before, piece.subarray(0, 16)])
      if (size === piece.length && isUtf16(piece)) throw refuse(`part ${entry.name} is not in UTF-8`)
      if (hasDocumentType(joined) || hasDocumentType(piece)) throw refuse(`part ${entry.name} has a DOCTYPE`)
      before = Buffer.from(piece.subarray(-16))
      look(piece)
    }
  }
  if (entry.compressedSize > 0) {
    const packed = createReadStream(path, { start, end: start + entry.compressedSize - 1, highWaterMark: 256 * 1024 })
    try {
      if (entry.method === 0) await pipeline(packed, watch)
      else if (entry.method === 8) await pipeline(packed, createInflateRaw({ chunkSize: 256 * 1024 }), watch)
      else throw new ZipProblem(false, `part ${entry.name} is packed by method ${entry.method}`)
    } catch (error) {
      if (found !== null) throw found
      throw error instanceof ZipProblem ? error : new ZipProblem(false, `part ${entry.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (size !== entry.size) throw new ZipProblem(false, `part ${entry.name} is shorter than it says`)
}

/** A small part as text. @throws ZipProblem where it is larger than `most` bytes. */
export async function readPart(path: string, entry: ZipEntry, most: number): Promise<string> {
  if (entry.size > most) throw new ZipProblem(true, `part ${entry.name} is too large`)
  const pieces: Buffer[] = []
  await scanPart(path, entry, (piece) => void pieces.push(Buffer.from(piece)))
  return Buffer.concat(pieces).toString('utf8').replace(/^\ufeff/, '')
}

/** Allowed by the standard and written by nobody: a document type could hide in it. */
function isUtf16(start: Buffer): boolean {
  return (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff) || start.subarray(0, 4).includes(0)
}

function hasDocumentType(piece: Buffer): boolean {
  return piece.includes(doctype) || piece.includes(entity)
}

async function dataStart(path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path, 'r')
  try {
    const header = await readAt(file, entry.offset, 30)
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw new ZipProblem(false, `part ${entry.name} has no header`)
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
}
