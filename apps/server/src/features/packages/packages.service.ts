import type { DevelopmentPackageRequest, InstallPackageRequest, PackageCheckView, PackageRequest, PackageSource, PackagesView, PackageView } from '@maillon/api-contract'
import type { JsonObject, Random } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import { describePackage, isNetworkTaken, readPackageArchive, type PackageArchive, type PackageNode } from '@maillon/node-host'
import { NodePackageStore, type PackageUser } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CONFIG, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { InstalledPackages } from './installed-packages.js'
import { packageDifference } from './package-difference.js'
import { PackageFolders } from './package-folders.js'
import { PackageRegistry } from './package-registry.js'
import { PackageTrial, trialView, type TrialResult } from './package-trial.service.js'
import { knownPackage, nodeView, packageView, usersView, type KnownPackage } from './package-view.js'

interface ReadPackage {
  readonly archive: PackageArchive
  readonly packed: Uint8Array
  readonly nodes: readonly PackageNode[]
  readonly source: PackageSource
}

/**
 * Node packages of others: looked at, accepted, changed for another version, removed.
 * 1. What is installed is byte for byte what was looked at: the integrity that was shown is asked for again.
 * 2. Bytes first, then the row, then the steps: cut off anywhere, the installation has the package or it hasn't.
 * 3. A step that flows use doesn't vanish by an update, unless it stands in drafts only and its newer version takes their settings over; by a
 *    removal only where that was said.
 * 4. An update is tried on the tests of the flows that use it; where one fails, only where that was said.
 */
@Injectable()
export class PackagesService {
  constructor(
    @Inject(NodePackageStore) private readonly store: NodePackageStore,
    @Inject(PackageRegistry) private readonly registry: PackageRegistry,
    @Inject(PackageFolders) private readonly folders: PackageFolders,
    @Inject(InstalledPackages) private readonly installed: InstalledPackages,
    @Inject(PackageTrial) private readonly trial: PackageTrial,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async list(caller: CallerIdentity): Promise<PackagesView> {
    const known = (await this.store.active()).map(knownPackage)
    const packages = await Promise.all(known.map(async (one) => this.#view(caller, one)))
    return { packages, network: isNetworkTaken() ? 'kernel' : 'program', registry: this.registry.host, allowsDevelopment: this.config.developmentPackages }
  }

  /** What a package would bring. Nothing is kept. */
  async check(caller: CallerIdentity, request: PackageRequest): Promise<PackageCheckView> {
    const read = await this.#read(request)
    const { manifest, integrity } = read.archive
    const before = await this.#active(manifest.name)
    this.#refuseTaken(read, before)
    const users = await this.store.users(typesOf([...(before?.nodes ?? []), ...read.nodes]))
    return {
      ...{ name: manifest.name, version: manifest.version, description: manifest.description, license: manifest.license, permissions: manifest.permissions, integrity },
      size: read.packed.byteLength,
      nodes: read.nodes.map(({ descriptor }) => nodeView(descriptor, caller.locale)),
      usedBy: usersView(users, caller.workspace.id),
      installedVersion: before?.manifest.version ?? null,
      changes: before === null ? [] : packageDifference(described(before), { permissions: manifest.permissions, descriptors: read.nodes.map(({ descriptor }) => descriptor) }),
      tests: before === null ? null : trialView(await this.trial.of(read, before), caller.workspace.id, caller.locale),
    }
  }

  async install(caller: CallerIdentity, request: InstallPackageRequest): Promise<PackageView> {
    const read = await this.#read(request)
    const { name, version } = read.archive.manifest
    // Rule 1.
    if (read.archive.integrity !== request.integrity) throw apiError('PACKAGE_INTEGRITY_WRONG', { package: name })
    const before = await this.#active(name)
    if (before?.record.integrity === read.archive.integrity) throw apiError('PACKAGE_VERSION_KNOWN', { package: name, version })
    this.#refuseTaken(read, before)
    await this.#refuseBreaking(caller, read, before)
    // Rule 4.
    const tried = before === null ? null : await this.trial.of(read, before)
    if (tried !== null && tried.failures.length > 0 && request.despiteTests !== true) throw apiError('PACKAGE_TESTS_FAILED', { count: tried.failures.length })
    return this.#put(caller, read, { before, tried })
  }

  /** Of an author at work: no acceptance, no history and no tests before, and only where the server was started for it. */
  async develop(caller: CallerIdentity, { file }: DevelopmentPackageRequest): Promise<PackageView> {
    if (!this.config.developmentPackages) throw apiError('PACKAGE_DEVELOPMENT_OFF')
    const read = { ...(await this.#read({ file })), source: 'development' as const }
    const before = await this.#active(read.archive.manifest.name)
    this.#refuseTaken(read, before)
    if (before?.record.integrity === read.archive.integrity) return this.#view(caller, before)
    return this.#put(caller, read, { before, tried: null })
  }

  async remove(caller: CallerIdentity, name: string, anyway: boolean): Promise<void> {
    const known = await this.#active(name)
    if (known === null) throw missing()
    const { record } = known
    const users = await this.store.users(typesOf(known.nodes))
    if (users.length > 0 && !anyway) throw apiError('PACKAGE_STILL_USED', { flows: flowsText(users, caller) })
    if (!(await this.store.remove(record.id))) throw missing()
    await this.installed.reload()
    await this.installed.tidy()
    await this.audit.record(caller, { action: 'package.remove', target: { kind: 'package', id: name }, before: summaryOf(known), after: null })
  }

  /** Rule 2. */
  async #put(caller: CallerIdentity, { archive, packed, nodes, source }: ReadPackage, { before, tried }: { readonly before: KnownPackage | null; readonly tried: TrialResult | null }): Promise<PackageView> {
    const id = this.random.id()
    const { manifest, integrity } = archive
    await this.folders.keep(id, packed)
    const record = { id, name: manifest.name, version: manifest.version, integrity, source, size: packed.byteLength, manifest: manifest as unknown as JsonObject, nodes: nodes as unknown as readonly JsonObject[], installedBy: caller.user.name }
    await this.store.put(record)
    await this.installed.reload()
    await this.installed.tidy()
    const known = knownPackage({ ...record, installedAt: new Date() })
    await this.audit.record(caller, { action: before === null ? 'package.install' : 'package.update', target: { kind: 'package', id: manifest.name }, before: before === null ? null : summaryOf(before), after: { ...summaryOf(known), ...(tried === null || tried.failures.length === 0 ? {} : { despiteFailedTests: tried.failures.length }) } })
    return this.#view(caller, known)
  }

  async #read(request: PackageRequest): Promise<ReadPackage> {
    const { name, version, file } = request
    const packed = file === undefined ? await this.#fetch(name, version) : Buffer.from(file, 'base64')
    const archive = await readPackageArchive(packed)
    if (file === undefined && (archive.manifest.name !== name || archive.manifest.version !== version)) throw apiError('PACKAGE_INTEGRITY_WRONG', { package: name ?? '' })
    const nodes = await this.folders.during(archive, (folder) => describePackage(folder, archive.manifest))
    return { archive, packed, nodes, source: file === undefined ? 'registry' : 'file' }
  }

  #fetch(name: string | undefined, version: string | undefined): Promise<Uint8Array> {
    if (name === undefined) throw apiError('PACKAGE_SOURCE_MISSING')
    return this.registry.fetch(name.trim(), version?.trim() ?? '')
  }

  /** A type belongs to one package: somebody else's step must not come in under a known name. */
  #refuseTaken({ archive, nodes }: ReadPackage, before: KnownPackage | null): void {
    const own = new Set(typesOf(before?.nodes ?? []))
    const all = this.installed.types()
    const taken = typesOf(nodes).find((type) => !own.has(type) && all.has(type))
    if (taken !== undefined) throw apiError('PACKAGE_TYPE_TAKEN', { package: archive.manifest.name, type: taken })
  }

  /** Rule 3. */
  async #refuseBreaking(caller: CallerIdentity, { nodes }: ReadPackage, before: KnownPackage | null): Promise<void> {
    const stay = new Set(nodes.map(keyOf))
    const gone = (before?.nodes ?? []).filter((node) => !stay.has(keyOf(node))).map(({ descriptor }) => descriptor)
    const isTakenOver = (old: NodeDescriptor) => nodes.some(({ descriptor: { type, version, earlier } }) => type === old.type && version > old.version && earlier !== undefined)
    const users = [...(await this.store.usersOfVersions(gone.filter((old) => !isTakenOver(old)), 'draft')), ...(await this.store.usersOfVersions(gone.filter(isTakenOver), 'published'))]
    if (users.length > 0) throw apiError('PACKAGE_UPDATE_BREAKS', { types: [...new Set(users.flatMap(({ types }) => types))].join(', '), flows: flowsText(users, caller) })
  }

  async #active(name: string): Promise<KnownPackage | null> {
    const record = (await this.store.active()).find((one) => one.name === name)
    return record === undefined ? null : knownPackage(record)
  }

  async #view(caller: CallerIdentity, known: KnownPackage): Promise<PackageView> {
    return packageView(known, usersView(await this.store.users(typesOf(known.nodes)), caller.workspace.id), caller.locale)
  }
}

function typesOf(nodes: readonly PackageNode[]): readonly string[] {
  return [...new Set(nodes.map(({ descriptor }) => descriptor.type))]
}

function keyOf({ descriptor }: PackageNode): string {
  return `${descriptor.type}@${descriptor.version}`
}

function described({ manifest, nodes }: KnownPackage) {
  return { permissions: manifest.permissions, descriptors: nodes.map(({ descriptor }) => descriptor) }
}

function summaryOf({ record, manifest, nodes }: KnownPackage): JsonObject {
  const { permissions } = manifest
  return { version: record.version, source: record.source, integrity: record.integrity, steps: [...typesOf(nodes)], permissions: { ...permissions, hosts: [...permissions.hosts], secrets: [...permissions.secrets] } }
}

function flowsText(users: readonly PackageUser[], { workspace }: CallerIdentity): string {
  const { flows, others } = usersView(users, workspace.id)
  return [...flows.slice(0, 5), ...(flows.length > 5 || others > 0 ? [`+ ${flows.length - Math.min(5, flows.length) + others}`] : [])].join(', ')
}
