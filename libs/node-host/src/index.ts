export { createNodeHost } from './create-node-host.js'
export { lookupBySystem } from './egress/resolve-host.js'
export { isAllowRule, type EgressAllowRule, type EgressRules, type HostLookup, type ResolvedAddress } from './egress/address-rules.js'
export { createEgress, type Egress, type EgressCall, type EgressOptions } from './egress/egress.js'
export type { FolderRoot } from './folders/folder-root.js'
export { readFolderRoot } from './folders/read-folder-root.js'
export { IdleThreads } from './threads/idle-threads.js'
export type { HostBlobStore, NodeHost, NodeHostOptions, ThreadModule, ThreadOptions } from './node-host-options.js'
export {
  definitionsIn,
  loadNodePackages,
  nodePackagesOf,
  type LoadedDefinition,
  type NodePackageLoading,
  type NodePackageProblem,
  type NodePackages,
} from './node-packages.js'
export type { NodeStateStore } from './node-state-store.port.js'
export type { PaceKeeper, PaceRequest } from './pace/pace-keeper.port.js'
export { cleanFileName } from './step/clean-file-name.js'
export { rowDigest } from './step/row-digest.js'
export type { CollectionApply, CollectionStore, StagedRow, WorkspacePorts } from './workspace-ports.js'
export { MemoryCollectionStore } from './memory-collection-store.js'
export { createMemoryNodeState } from './memory-node-state.js'
export type { LookAssignment, TakenEvent } from './watch/look-assignment.js'
export { describePackage } from './packages/describe-package.js'
export { describedDefinition, type IsolatedPackage, type PackageNode } from './packages/isolated-package.js'
export { engineVersion, isExactVersion, isPackageName, readManifest, type PackageManifest } from './packages/package-manifest.js'
export { packPackage } from './packages/pack-package.js'
export { reaches, type PackagePermissions, type Reach } from './packages/package-permissions.js'
export { isNetworkTaken } from './packages/process-command.js'
export { archiveLimits, integrityOf, readPackageArchive, type PackageArchive, type PackageFile } from './packages/read-package-archive.js'
export { createSettingsMover, type MovedNode, type MovedSettings, type SettingsMover } from './migrations/settings-mover.js'
export { layeredPackages, type EarlierDefinition, type LayeredPackages } from './layered-packages.js'
