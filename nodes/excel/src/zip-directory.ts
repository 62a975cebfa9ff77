import type { FileHandle } from 'node:fs/promises'

/** A part of a zip file, as its central directory declares it. */
export interface ZipEntry {
  readonly name: string
  /** 0 stored, 8 deflate. */
  readonly method: number
  /** CRC-32 of the unpacked bytes. */
  readonly crc: number
  readonly compressedSize: number
  readonly size: number
  /** Where its local header stands. */
  readonly offset: number
}

/** Why a zip file can't be read. `suspicious`: built like an attack; else damaged. */
export class ZipProblem extends Error {
  constructor(
    readonly suspicious: boolean,
    message: string,
  ) {
    super(message)
  }
}

const mostEntries = 10_000
const mostBytes = 4 * 1024 ** 3
/** Real sheets shrink to a fiftieth at most; a zip bomb to a thousandth. Small parts may shrink as they like. */
const highestRatio = 250
const ratioFrom = 5 * 1024 * 1024

/**
 * The parts of a zip file, checked before any library opens it: number, sizes, ratio, names, no overlap.
 * @throws ZipProblem
 */
export async function readZipDirectory(file: FileHandle, fileSize: number): Promise<readonly ZipEntry[]> {
  const tail = await readAt(file, Math.max(0, fileSize - 65_557), Math.min(fileSize, 65_557))
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end === -1 || end + 22 > tail.length) throw new ZipProblem(false, 'no end of central directory')
  const count = tail.readUInt16LE(end + 10)
  const size = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  if (count > mostEntries) throw new ZipProblem(true, `${count} parts`)
  if (offset + size > fileSize) throw new ZipProblem(false, 'central directory beyond the end')
  const entries = parseDirectory(await readAt(file, offset, size), count)
  check(entries, fileSize)
  return entries
}

function parseDirectory(directory: Buffer, count: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw new ZipProblem(false, `central directory damaged at part ${index}`)
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const next = at + 46 + nameLength + extraLength + directory.readUInt16LE(at + 32)
    if (next > directory.length) throw new ZipProblem(false, `central directory damaged at part ${index}`)
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new ZipProblem(true, 'encrypted part')
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const declared = { size: directory.readUInt32LE(at + 24), compressedSize: directory.readUInt32LE(at + 20), offset: directory.readUInt32LE(at + 42) }
    entries.push({ name, method: directory.readUInt16LE(at + 10), crc: directory.readUInt32LE(at + 16), ...withZip64(declared, extra) })
    at = next
  }
  return entries
}

interface Sizes {
  readonly size: number
  readonly compressedSize: number
  readonly offset: number
}

/** In a zip64 part, each value of 0xFFFFFFFF stands in the extra field 1 instead, in this order. */
function withZip64(declared: Sizes, extra: Buffer): Sizes {
  const block = zip64Block(extra)
  if (block === null) return declared
  let at = 0
  const wide = (value: number) => {
    if (value !== 0xffffffff || at + 8 > block.length) return value
    at += 8
    return Number(block.readBigUInt64LE(at - 8))
  }
  const size = wide(declared.size)
  const compressedSize = wide(declared.compressedSize)
  return { size, compressedSize, offset: wide(declared.offset) }
}

function zip64Block(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  }
  return null
}

function check(entries: readonly ZipEntry[], fileSize: number): void {
  let total = 0
  let end = 0
  const names = new Set<string>()
  for (const entry of [...entries].sort((left, right) => left.offset - right.offset)) {
    total += entry.size
    if (total > mostBytes) throw new ZipProblem(true, `more than ${mostBytes} bytes when unpacked`)
    if (entry.offset < end || entry.offset + 30 + entry.compressedSize > fileSize) throw new ZipProblem(true, `part ${entry.name.slice(0, 100)} overlaps another`)
    end = entry.offset + 30 + entry.compressedSize
    if (entry.size > ratioFrom && entry.size > entry.compressedSize * highestRatio) throw new ZipProblem(true, `part ${entry.name.slice(0, 100)} shrinks ${Math.round(entry.size / entry.compressedSize)} times`)
    if (!isPlainName(entry.name) || names.has(entry.name.toLowerCase())) throw new ZipProblem(true, `part name ${entry.name.slice(0, 100)}`)
    names.add(entry.name.toLowerCase())
  }
}

function isPlainName(name: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return name.length <= 500 && !name.split(/[/\\]/).includes('..') && !/[\u0000-\u001f]/.test(name) && !/^[/\\]|^[a-z]:/i.test(name)
}

export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}
