import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { isMaillonError } from '@maillon/kernel'
import { extract, type Header } from 'tar-stream'
import { readManifest, refused, type PackageManifest } from './package-manifest.js'

export interface PackageFile {
  /** From the package's folder, with `/`. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** A node package as npm packs it, read and bounded, with nothing of it run. */
export interface PackageArchive {
  readonly manifest: PackageManifest
  readonly files: readonly PackageFile[]
  /** Subresource integrity of the packed bytes: `sha512-…`. */
  readonly integrity: string
}

/** Inclusive bounds of a package. */
export const archiveLimits = { packedBytes: 20 * 1024 * 1024, unpackedBytes: 64 * 1024 * 1024, entries: 5000, pathLength: 300 } as const

/**
 * Reads a `.tgz`. Only plain files count, whatever the archive calls their owner or mode; links and paths that lead out are refused.
 *
 * @throws MaillonError (user) `PACKAGE_ARCHIVE_INVALID`, `PACKAGE_TOO_LARGE`, and what `readManifest` throws
 */
export async function readPackageArchive(packed: Uint8Array): Promise<PackageArchive> {
  if (packed.byteLength > archiveLimits.packedBytes) throw tooLarge()
  const files = await filesOf(packed)
  const manifestFile = files.find(({ path }) => path === 'package.json')
  if (manifestFile === undefined) throw invalid('package.json')
  const manifest = readManifest(Buffer.from(manifestFile.bytes).toString('utf8'))
  if (!files.some(({ path }) => path === manifest.entry)) throw refused('PACKAGE_ENTRY_MISSING', { package: manifest.name, entry: manifest.entry })
  const lacking = manifest.dependencies.filter((name) => !files.some(({ path }) => path.startsWith(`node_modules/${name}/`)))
  if (lacking.length > 0) throw refused('PACKAGE_DEPENDENCIES_MISSING', { package: manifest.name, names: lacking.slice(0, 8).join(', ') })
  return { manifest, files, integrity: integrityOf(packed) }
}

export function integrityOf(packed: Uint8Array): string {
  return `sha512-${createHash('sha512').update(packed).digest('base64')}`
}

async function filesOf(packed: Uint8Array): Promise<readonly PackageFile[]> {
  const files = new Map<string, PackageFile>()
  let bytes = 0
  let entries = 0
  const unpacked = createGunzip()
  const archive = extract()
  Readable.from([packed]).pipe(unpacked)
  unpacked.on('error', (error) => archive.destroy(error))
  unpacked.pipe(archive)
  try {
    for await (const entry of archive) {
      entries += 1
      if (entries > archiveLimits.entries) throw tooLarge()
      const path = pathOf(entry.header)
      const chunks: Uint8Array[] = []
      for await (const chunk of entry as AsyncIterable<Uint8Array>) {
        bytes += chunk.byteLength
        if (bytes > archiveLimits.unpackedBytes) throw tooLarge()
        chunks.push(chunk)
      }
      if (path !== null) files.set(path, { path, bytes: Buffer.concat(chunks) })
    }
  } catch (error) {
    throw isMaillonError(error) ? error : invalid(error instanceof Error ? error.message : 'tar')
  } finally {
    unpacked.destroy()
    archive.destroy()
  }
  return [...files.values()]
}

/** Null: a folder. The first part (`package/`) is only npm's wrapping. */
function pathOf({ name, type }: Header): string | null {
  if (type === 'directory') return null
  const [, ...parts] = name.split('/')
  const isPlain = type === 'file' && name.length <= archiveLimits.pathLength && !/[\u0000-\u001f\\:]/.test(name) && !name.startsWith('/')
  if (!isPlain || parts.length === 0 || parts.some((part) => part === '' || part === '.' || part === '..')) throw invalid(name.slice(0, 100))
  return parts.join('/')
}

function invalid(detail: string): Error {
  return refused('PACKAGE_ARCHIVE_INVALID', {}, detail)
}

function tooLarge(): Error {
  return refused('PACKAGE_TOO_LARGE', { packed: archiveLimits.packedBytes / 1024 / 1024, unpacked: archiveLimits.unpackedBytes / 1024 / 1024 })
}
