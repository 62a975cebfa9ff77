import type { PackageTestsView } from '@maillon/api-contract'
import type { Locale } from '@maillon/kernel'
import { catalogueOf } from '@maillon/node-contract'
import { describedDefinition, type LayeredPackages, type LoadedDefinition, type NodePackages, type PackageArchive, type PackageNode } from '@maillon/node-host'
import { FlowStore, NodePackageStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { PACKAGES } from '../../platform/tokens.js'
import { FlowTestRunner, resultView, type KeptResult } from '../flow-tests/flow-test-runner.service.js'
import { PackageFolders } from './package-folders.js'
import type { KnownPackage } from './package-view.js'

/** Of all tests together: somebody waits for them. A test that has begun may go on for its own limit. */
const budgetMs = 45_000
const mostFailures = 50
const mostFindings = 5

export interface TrialResult {
  readonly passed: number
  /** Tests for which there was no time. */
  readonly unfinished: number
  readonly failures: readonly { readonly workspaceId: string; readonly flowId: string; readonly flow: string; readonly result: KeptResult }[]
}

/** Replays the tests of the flows that use a package with another version of it, before that version takes its place. */
@Injectable()
export class PackageTrial {
  constructor(
    @Inject(NodePackageStore) private readonly store: NodePackageStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(FlowTestRunner) private readonly runner: FlowTestRunner,
    @Inject(PackageFolders) private readonly folders: PackageFolders,
    @Inject(PACKAGES) private readonly packages: LayeredPackages,
  ) {}

  /**
   * Of each flow what runs is tried: its published version, else its draft.
   * @param signal aborted: tests that haven't begun are left out. Default: after 45 seconds
   */
  async of(tried: { readonly archive: PackageArchive; readonly nodes: readonly PackageNode[] }, before: KnownPackage, signal: AbortSignal = AbortSignal.timeout(budgetMs)): Promise<TrialResult> {
    const users = (await this.store.users(typesOf(before.nodes))).filter(({ tests }) => tests > 0)
    if (users.length === 0) return { passed: 0, unfinished: 0, failures: [] }
    return this.folders.during(tried.archive, async (folder) => {
      const packages = withPackage(this.packages, typesOf([...before.nodes, ...tried.nodes]), definitionsOf(tried, folder))
      let passed = 0
      let unfinished = 0
      const failures: TrialResult['failures'][number][] = []
      for (const { flowId, workspaceId, name, tests } of users) {
        const flow = signal.aborted ? null : await this.flows.find(workspaceId, flowId)
        const document = flow?.published?.document ?? flow?.draft
        const results = document === undefined ? [] : await this.runner.run({ flowId, document, draftRevision: null, packages, signal })
        const failed = results.filter(({ ok }) => !ok)
        passed += results.length - failed.length
        unfinished += Math.max(0, tests - results.length)
        failures.push(...failed.map((result) => ({ workspaceId, flowId, flow: name, result })))
      }
      return { passed, unfinished, failures }
    })
  }
}

/** Null: no test was there to be tried. Of another workspace only the number is told: findings hold its data. */
export function trialView({ passed, unfinished, failures }: TrialResult, workspaceId: string, locale: Locale): PackageTestsView | null {
  if (passed + unfinished + failures.length === 0) return null
  const own = failures.filter((one) => one.workspaceId === workspaceId)
  return {
    passed, unfinished,
    failed: failures.length,
    failedElsewhere: failures.length - own.length,
    failures: own.slice(0, mostFailures).map(({ flowId, flow, result }) => {
      const { name, findings } = resultView(result, locale)
      return { flowId, flow, test: name, findings: findings.slice(0, mostFindings) }
    }),
  }
}

function typesOf(nodes: readonly PackageNode[]): readonly string[] {
  return [...new Set(nodes.map(({ descriptor }) => descriptor.type))]
}

function definitionsOf({ archive, nodes }: { readonly archive: PackageArchive; readonly nodes: readonly PackageNode[] }, folder: string): readonly LoadedDefinition[] {
  const { name, version, permissions, entry } = archive.manifest
  const isolated = { name, version, permissions, entry, folder: () => Promise.resolve(folder) }
  return nodes.map((node) => ({ definition: describedDefinition(node), module: null, isolated }))
}

/** The packages of the server, with these definitions in the place of whatever these types are now. */
function withPackage(base: NodePackages, types: readonly string[], definitions: readonly LoadedDefinition[]): NodePackages {
  const own = new Set(types)
  const catalogue = catalogueOf(definitions.map(({ definition }) => definition.descriptor))
  const byKey = new Map(definitions.map((loaded) => [`${loaded.definition.descriptor.type}@${loaded.definition.descriptor.version}`, loaded]))
  return {
    problems: base.problems,
    catalogue: {
      get: (type, version) => (own.has(type) ? catalogue : base.catalogue).get(type, version),
      list: () => [...base.catalogue.list().filter(({ type }) => !own.has(type)), ...catalogue.list()],
    },
    find: (type, version) => (own.has(type) ? (byKey.get(`${type}@${version}`) ?? null) : base.find(type, version)),
  }
}
