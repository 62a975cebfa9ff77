import { MaillonError, type Logger } from '@maillon/kernel'
import { describedDefinition, type LayeredPackages, type LoadedDefinition } from '@maillon/node-host'
import { NodePackageStore, type NodePackageRecord } from '@maillon/storage'
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { FollowedCopy } from '../../platform/followed-copy.js'
import { LOGGER, PACKAGES } from '../../platform/tokens.js'
import { PackageFolders } from './package-folders.js'
import { knownPackage } from './package-view.js'

const lookEveryMs = 5000
const tidyEveryMs = 3_600_000

/**
 * The steps of installed packages among those of this process.
 * 1. They are known by what was written down when they were accepted: no code of a package runs to know it, so a broken one can't hold up a start.
 * 2. Every process finds a change by itself, within five seconds.
 * 3. A run goes on with the version that was installed when it was accepted. The bytes of a version that was replaced are kept until no such run
 *    is left.
 */
@Injectable()
export class InstalledPackages implements OnModuleInit {
  readonly #copy: FollowedCopy

  constructor(
    @Inject(NodePackageStore) private readonly store: NodePackageStore,
    @Inject(PackageFolders) private readonly folders: PackageFolders,
    @Inject(PACKAGES) private readonly packages: LayeredPackages,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#copy = new FollowedCopy({ revision: () => this.store.revision(), read: () => this.#read() }, { name: 'node packages', logger })
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  @Interval(lookEveryMs)
  async look(): Promise<void> {
    await this.#copy.look()
  }

  /** Rule 3. @throws Error where the database can't be had */
  async tidy(): Promise<void> {
    for (const gone of await this.store.giveUpUnneeded()) await this.folders.drop(gone)
  }

  @Interval(tidyEveryMs)
  async tidyByItself(): Promise<void> {
    await this.tidy().catch((error: unknown) => this.logger.warn('What replaced packages have left could not be taken away; it will be', { reason: String(error).slice(0, 300) }))
  }

  /** The steps that this process knows, those of every package. */
  types(): ReadonlySet<string> {
    return new Set(this.packages.catalogue.list().map(({ type }) => type))
  }

  async reload(): Promise<void> {
    await this.#copy.reload()
  }

  async #read(): Promise<void> {
    const [active, replaced] = await Promise.all([this.store.active(), this.store.replaced()])
    const earlier = replaced.flatMap((record) => this.#definitionsOf(record, record.newer).map((loaded) => ({ loaded, until: record.replacedAt.toISOString() })))
    this.packages.replace('node-packages', active.flatMap((record) => this.#definitionsOf(record)), earlier)
  }

  #definitionsOf(record: NodePackageRecord, newer?: string): readonly LoadedDefinition[] {
    const { manifest, nodes } = knownPackage(record)
    const { name, version, permissions, entry } = manifest
    const isolated = { name, version, ...(newer === undefined ? {} : { newer }), permissions, entry, folder: () => this.#folder(record) }
    return nodes.map((node) => ({ definition: describedDefinition(node), module: null, isolated }))
  }

  async #folder(record: NodePackageRecord): Promise<string> {
    try {
      return await this.folders.of(record)
    } catch (error) {
      throw new MaillonError({ code: 'NODE_PACKAGE_BROKEN', kind: 'operational', retryable: false, params: { package: record.name } }, { cause: error })
    }
  }
}
