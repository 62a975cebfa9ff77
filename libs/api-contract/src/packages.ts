import { Type, type Static } from 'typebox'
import type { TestFindingView } from './flow-tests.js'

/** A node package that an administrator has accepted. */
export interface PackageView {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  /** Where it came from. `development`: sent by `maillon node dev`, never accepted by anybody. */
  readonly source: PackageSource
  /** Of the packed bytes, `sha512-…`. */
  readonly integrity: string
  readonly size: number
  readonly permissions: PackagePermissionsView
  readonly nodes: readonly PackageNodeView[]
  /** Who accepted it. */
  readonly installedBy: string
  readonly installedAt: string
  /** Flows that use its steps. */
  readonly usedBy: PackageUsers
}

export const packageSources = ['registry', 'file', 'development'] as const
export type PackageSource = (typeof packageSources)[number]

export interface PackagePermissionsView {
  /** `*`: any. */
  readonly hosts: readonly string[]
  readonly files: 'none' | 'read' | 'write'
  readonly folders: 'none' | 'read' | 'write'
  /** Types of credentials whose secrets it reads itself. */
  readonly secrets: readonly string[]
  readonly memoryMiB: number
}

export interface PackageNodeView {
  readonly type: string
  readonly version: number
  readonly title: string
  readonly description: string
  /** The strongest that it may have. */
  readonly effects: 'none' | 'read' | 'write'
  /** Types of credentials that it can be given. */
  readonly credentials: readonly string[]
}

export interface PackageUsers {
  /** Names, of the caller's workspace. */
  readonly flows: readonly string[]
  /** Flows of other workspaces. */
  readonly others: number
}

/** What a package would bring, before anything of it is kept. */
export interface PackageCheckView extends Omit<PackageView, 'id' | 'installedBy' | 'installedAt' | 'source'> {
  /** Null: it isn't installed. */
  readonly installedVersion: string | null
  /** What behaves differently from the installed version. */
  readonly changes: readonly PackageChangeView[]
  /** What the tests of the flows that use it say with this version. Null: there are none, or it isn't an update. */
  readonly tests: PackageTestsView | null
}

export interface PackageTestsView {
  readonly passed: number
  readonly failed: number
  /** Those for which there was no time. */
  readonly unfinished: number
  /** Failed ones of the caller's workspace, at most 50. */
  readonly failures: readonly { readonly flowId: string; readonly flow: string; readonly test: string; /** At most 5. */ readonly findings: readonly TestFindingView[] }[]
  readonly failedElsewhere: number
}

export const packageChanges = ['node-added', 'node-removed', 'node-version', 'params', 'ports', 'effects', 'credentials', 'permissions'] as const

export interface PackageChangeView {
  readonly kind: (typeof packageChanges)[number]
  /** The step's type; of permissions: which one. */
  readonly about: string
  /** In short; empty: nothing. */
  readonly before: string
  readonly after: string
}

export interface PackagesView {
  readonly packages: readonly PackageView[]
  /** What keeps packages from the network. kernel: they have none; program: their process refuses it. */
  readonly network: 'kernel' | 'program'
  /** Host of the registry that is asked. */
  readonly registry: string
  readonly allowsDevelopment: boolean
}

const named = { name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })), version: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) }
/** A `.tgz` in base64. */
const file = Type.String({ minLength: 1, maxLength: 28_000_000 })

/** A package by name and exact version, or its file. */
export const PackageRequest = Type.Object({ ...named, file: Type.Optional(file) })
export type PackageRequest = Static<typeof PackageRequest>

/** The same, with the integrity that the check has shown: what is installed is what was seen. */
export const InstallPackageRequest = Type.Object({ ...named, file: Type.Optional(file), integrity: Type.String({ maxLength: 200 }), /** Replace the installed version although tests fail with this one. */ despiteTests: Type.Optional(Type.Boolean()) })
export type InstallPackageRequest = Static<typeof InstallPackageRequest>

export const DevelopmentPackageRequest = Type.Object({ file })
export type DevelopmentPackageRequest = Static<typeof DevelopmentPackageRequest>

/** `anyway`: although flows use it. */
export const RemovePackageQuery = Type.Object({ anyway: Type.Optional(Type.Boolean()) })
export type RemovePackageQuery = Static<typeof RemovePackageQuery>
