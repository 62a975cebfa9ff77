import type { NodeDescriptor } from '@maillon/node-contract'
import type { NodeDefinition } from '@maillon/node-sdk'
import type { PackageCall } from './process-messages.js'
import type { PackagePermissions } from './package-permissions.js'

/** A package whose code runs in processes of its own. */
export interface IsolatedPackage {
  readonly name: string
  readonly version: string
  /** The version that has taken its place since: it only runs for runs that began before. Absent: it is the installed one. */
  readonly newer?: string
  readonly permissions: PackagePermissions
  /** Path of its module, from its folder. */
  readonly entry: string
  /** The folder that it is unpacked in on this machine, absolute. @throws MaillonError where its bytes are gone */
  folder(): Promise<string>
}

/** A node of a package as it was described when it was installed: its code stays in the package. */
export interface PackageNode {
  readonly descriptor: NodeDescriptor
  /** The functions that its definition has. */
  readonly has: readonly PackageCall[]
}

/** A definition that says everything and runs nothing: what is drawn, checked and compiled by. Its code is called in a process, see `openPackageRun`. */
export function describedDefinition({ descriptor, has }: PackageNode): NodeDefinition {
  const elsewhere = () => {
    throw new Error(`${descriptor.type} runs in a process of its own`)
  }
  return { brand: 'maillon.node/1', descriptor, ...Object.fromEntries(has.map((name) => [name, elsewhere])) }
}
