import { access, mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { BlobStore } from '@maillon/datasets'
import { MaillonError } from '@maillon/kernel'
import { integrityOf, readPackageArchive, type PackageArchive, type PackageFile } from '@maillon/node-host'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { BLOBS, CONFIG } from '../../platform/tokens.js'

/** A package as its row names it. */
export interface StoredPackage {
  readonly id: string
  readonly name: string
  readonly integrity: string
}

/**
 * Packages unpacked on this machine, one folder for each set of bytes, made when it is first needed.
 * 1. The bytes in the blob store are compared with the integrity that was accepted before anything is unpacked.
 * 2. A folder is there completely or not at all; two processes may make the same one at once.
 */
@Injectable()
export class PackageFolders {
  readonly #ready = new Map<string, Promise<string>>()

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Absolute, without links. @throws MaillonError where the bytes are gone or others than those that were accepted */
  of(stored: StoredPackage): Promise<string> {
    const known = this.#ready.get(stored.integrity) ?? this.#make(stored)
    this.#ready.set(stored.integrity, known)
    known.catch(() => this.#ready.delete(stored.integrity))
    return known
  }

  /** Unpacks a package for as long as it is looked at. */
  async during<Value>({ files, integrity }: PackageArchive, look: (folder: string) => Promise<Value>): Promise<Value> {
    const folder = await this.#unpack(files, integrity)
    try {
      return await look(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Keeps the packed bytes where every process finds them and a backup holds them. */
  async keep(id: string, packed: Uint8Array): Promise<void> {
    await this.blobs.write(blobKey(id), Readable.from([packed]))
  }

  /** Takes bytes and folder away, once the row says that they are needed no more: what a crash leaves behind here is only bytes. */
  async drop({ id, integrity }: { readonly id: string; readonly integrity: string | null }): Promise<void> {
    await this.blobs.remove(blobKey(id))
    if (integrity === null) return
    this.#ready.delete(integrity)
    await rm(this.#placeOf(integrity), { recursive: true, force: true })
  }

  async #make({ id, name, integrity }: StoredPackage): Promise<string> {
    const chunks: Uint8Array[] = []
    for await (const chunk of this.blobs.read(blobKey(id))) chunks.push(chunk)
    const packed = Buffer.concat(chunks)
    if (integrityOf(packed) !== integrity) throw new MaillonError({ code: 'PACKAGE_INTEGRITY_WRONG', kind: 'operational', retryable: false, params: { package: name } })
    const place = this.#placeOf(integrity)
    if (await isThere(place)) return realpath(place)
    const made = await this.#unpack((await readPackageArchive(packed)).files, integrity)
    // Another one was quicker: the bytes are the same.
    await rename(made, place).catch(() => rm(made, { recursive: true, force: true }))
    return realpath(place)
  }

  /** A new folder beside the place, with everything in it. */
  async #unpack(files: readonly PackageFile[], integrity: string): Promise<string> {
    const place = this.#placeOf(integrity)
    await mkdir(dirname(place), { recursive: true })
    const folder = await realpath(await mkdtemp(`${place}-`))
    for (const { path, bytes } of files) {
      const at = join(folder, path)
      await mkdir(dirname(at), { recursive: true })
      await writeFile(at, bytes, { mode: 0o644 })
    }
    return folder
  }

  #placeOf(integrity: string): string {
    return join(this.config.dataDir, 'packages', Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex').slice(0, 40))
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false)
}

function blobKey(id: string): string {
  return `packages/${id}`
}
