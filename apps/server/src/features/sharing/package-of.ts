import type { NodePackages } from '@maillon/node-host'
import { productVersion } from '../../platform/product-version.js'

export interface KnownPackage {
  readonly name: string
  readonly version: string
}

/** The package that a node type comes from; null: none here has it. Those of the product bear its version. */
export function packageOf(packages: NodePackages, { type, version }: { readonly type: string; readonly version: number }): KnownPackage | null {
  const loaded = packages.find(type, version)
  if (loaded?.isolated !== undefined) return { name: loaded.isolated.name, version: loaded.isolated.version }
  return loaded?.package === undefined ? null : { name: loaded.package, version: productVersion }
}

/** Every package that some node type here comes from. */
export function packagesHere(packages: NodePackages): ReadonlyMap<string, string> {
  const found = packages.catalogue.list().map((descriptor) => packageOf(packages, descriptor))
  return new Map(found.filter((one) => one !== null).map(({ name, version }) => [name, version]))
}

/** Whether what is here will do for `>=x.y.z` (or `x.y.z`) of a file; another form of range asks only that the package is here. */
export function packageVerdict(wanted: string, here: string | undefined): 'here' | 'older' | 'missing' {
  if (here === undefined) return 'missing'
  const least = numbersOf(/^(?:>=|\^|~)?\s*(\d+\.\d+\.\d+)/.exec(wanted)?.[1])
  const own = numbersOf(here)
  const differing = least.findIndex((part, index) => part !== own[index])
  return differing === -1 || (own[differing] ?? 0) > (least[differing] ?? 0) ? 'here' : 'older'
}

function numbersOf(version: string | undefined): readonly number[] {
  return (version ?? '').split(/[.+-]/).slice(0, 3).map(Number)
}
