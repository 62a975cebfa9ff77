import type { PackageNodeView, PackageSource, PackageUsers, PackageView } from '@maillon/api-contract'
import type { Locale } from '@maillon/kernel'
import type { Effects, NodeDescriptor } from '@maillon/node-contract'
import type { PackageManifest, PackageNode } from '@maillon/node-host'
import type { NodePackageRecord, PackageUser } from '@maillon/storage'

/** The node package as it was read: a row's JSON is our own. */
export interface KnownPackage {
  readonly record: NodePackageRecord
  readonly manifest: PackageManifest
  readonly nodes: readonly PackageNode[]
}

export function knownPackage(record: NodePackageRecord): KnownPackage {
  return { record, manifest: record.manifest as unknown as PackageManifest, nodes: record.nodes as unknown as readonly PackageNode[] }
}

export function packageView({ record, manifest, nodes }: KnownPackage, users: PackageUsers, locale: Locale): PackageView {
  const { id, name, version, integrity, size, installedBy } = record
  return {
    ...{ id, name, version, integrity, size, installedBy },
    source: record.source as PackageSource,
    description: manifest.description,
    license: manifest.license,
    permissions: manifest.permissions,
    nodes: nodes.map(({ descriptor }) => nodeView(descriptor, locale)),
    installedAt: record.installedAt.toISOString(),
    usedBy: users,
  }
}

export function nodeView(descriptor: NodeDescriptor, locale: Locale): PackageNodeView {
  const { type, version, title, description, credentials } = descriptor
  return { type, version, title: title[locale], description: description[locale], effects: strongestOf(descriptor), credentials: [...new Set(credentials.flatMap(({ types }) => types))] }
}

/** Of another workspace only the number is told. */
export function usersView(users: readonly PackageUser[], workspaceId: string): PackageUsers {
  const own = users.filter((user) => user.workspaceId === workspaceId)
  return { flows: own.map(({ name }) => name), others: users.length - own.length }
}

function strongestOf({ effects, effectsWhen }: NodeDescriptor): Effects {
  const both = [effects, effectsWhen?.effects]
  return both.includes('write') ? 'write' : both.includes('read') ? 'read' : 'none'
}
