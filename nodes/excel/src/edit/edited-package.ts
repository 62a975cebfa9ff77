import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { readPart } from '../scan-part.js'
import { readAt, ZipProblem, type ZipEntry } from '../zip-directory.js'
import { partNamed } from './part-names.js'

const mostPartBytes = 96 * 1024 * 1024
const pack = promisify<Uint8Array, Buffer>(deflateRaw)

/** A workbook package of which some parts are changed; all others go over byte by byte, as they were packed. */
export class EditedPackage {
  private readonly changed = new Map<string, string>()
  private readonly removed = new Set<string>()

  constructor(
    private readonly path: string,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
  ) {}

  names(): readonly string[] {
    return [...this.entries.keys()].filter((name) => !this.removed.has(name))
  }

  /** Null where there is no such part. @throws ZipProblem where it is damaged or larger than 96 MiB. */
  async text(name: string): Promise<string | null> {
    const known = this.changed.get(name)
    if (known !== undefined) return known
    const entry = this.removed.has(name) ? undefined : this.entries.get(name)
    return entry === undefined ? null : readPart(this.path, entry, mostPartBytes)
  }

  replace(name: string, text: string): void {
    this.changed.set(name, text)
  }

  /** Changes a part where it is there. */
  async edit(name: string, change: (text: string) => string): Promise<void> {
    const text = await this.text(name)
    if (text === null) return
    const next = change(text)
    if (next !== text) this.replace(name, next)
  }

  /** Takes a part away, with what points to it. */
  async remove(name: string): Promise<void> {
    if (!this.entries.has(name)) return
    this.removed.add(name)
    await this.edit('[Content_Types].xml', (text) => text.replace(/<(?:\w+:)?Override\b[^>]*>/g, (tag) => (partNamed(tag, 'PartName') === name ? '' : tag)))
    for (const relations of this.names().filter((one) => one.endsWith('.rels'))) {
      await this.edit(relations, (text) => text.replace(/<(?:\w+:)?Relationship\b[^>]*>/g, (tag) => (partNamed(tag, 'Target', relations) === name ? '' : tag)))
    }
  }

  /** The new package. @throws ZipProblem */
  async *bytes(): AsyncIterable<Uint8Array> {
    const directory: Buffer[] = []
    let offset = 0
    const file = await open(this.path, 'r')
    try {
      for (const name of this.names()) {
        const part = await this.partOf(file, name)
        directory.push(centralHeader(part, offset))
        const header = localHeader(part)
        yield header
        yield part.packed
        offset += header.length + part.packed.length
      }
    } finally {
      await file.close()
    }
    const central = Buffer.concat(directory)
    yield central
    yield endOfDirectory(directory.length, central.length, offset)
  }

  private async partOf(file: Awaited<ReturnType<typeof open>>, name: string): Promise<PackedPart> {
    const text = this.changed.get(name)
    if (text !== undefined) {
      const bytes = Buffer.from(text, 'utf8')
      return { name, method: 8, crc: crc32(bytes), size: bytes.length, packed: await pack(bytes) }
    }
    const entry = this.entries.get(name)
    if (entry === undefined) throw new ZipProblem(false, `part ${name} is missing`)
    const header = await readAt(file, entry.offset, 30)
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    return { name, method: entry.method, crc: entry.crc, size: entry.size, packed: await readAt(file, start, entry.compressedSize) }
  }
}

interface PackedPart {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly packed: Buffer
}

/** Version needed, flags (names are UTF-8), method, time (1 January 1980), checksum, sizes, lengths of name and extra field. */
function commonFields({ name, method, crc, size, packed }: PackedPart): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x0800, 2)
  fields.writeUInt16LE(method, 4)
  fields.writeUInt16LE(0x21, 8)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(size, 18)
  fields.writeUInt16LE(Buffer.byteLength(name), 22)
  return fields
}

function localHeader(part: PackedPart): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), commonFields(part), Buffer.from(part.name)])
}

function centralHeader(part: PackedPart, offset: number): Buffer {
  const place = Buffer.alloc(14)
  place.writeUInt32LE(offset, 10)
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), commonFields(part), place, Buffer.from(part.name)])
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
