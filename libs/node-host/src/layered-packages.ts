import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import type { LoadedDefinition, NodePackages } from './node-packages.js'

/** A definition for the runs that were accepted before another one took its place. */
export interface EarlierDefinition {
  readonly loaded: LoadedDefinition
  /** ISO 8601. */
  readonly until: string
}

/** Packages with layers of definitions above them that come and go while the server runs (installed packages, OpenAPI documents). */
export interface LayeredPackages extends NodePackages {
  /**
   * What this layer holds from now on. A type that a package or an earlier layer has stays theirs.
   * @param earlier what runs in flight began with, in the order in which it was replaced
   */
  replace(layer: string, definitions: readonly LoadedDefinition[], earlier?: readonly EarlierDefinition[]): void
}

export function layeredPackages(base: NodePackages): LayeredPackages {
  const layers = new Map<string, readonly LoadedDefinition[]>()
  const replaced = new Map<string, readonly EarlierDefinition[]>()
  const baseTypes = new Set(base.catalogue.list().map(({ type }) => type))
  let above: ReadonlyMap<string, LoadedDefinition> = new Map()
  let catalogue = catalogueOf([])
  return {
    problems: base.problems,
    catalogue: {
      get: (type, version): NodeDescriptor | null => base.catalogue.get(type, version) ?? catalogue.get(type, version),
      list: () => [...base.catalogue.list(), ...catalogue.list()],
    },
    find(type, version, acceptedAt) {
      const then = acceptedAt === undefined ? undefined : [...replaced.values()].flat().find(({ loaded, until }) => isOf(loaded, type, version) && acceptedAt < until)?.loaded
      return base.find(type, version) ?? then ?? above.get(`${type}@${version}`) ?? null
    },
    replace(layer, definitions, earlier = []) {
      layers.set(layer, definitions)
      replaced.set(layer, earlier)
      const taken = takenOf([...layers.values()], baseTypes)
      above = new Map(taken.map((loaded) => [`${loaded.definition.descriptor.type}@${loaded.definition.descriptor.version}`, loaded]))
      catalogue = catalogueOf(taken.map(({ definition }) => definition.descriptor))
    },
  }
}

function isOf({ definition: { descriptor } }: LoadedDefinition, type: string, version: number): boolean {
  return descriptor.type === type && descriptor.version === version
}

function takenOf(layers: readonly (readonly LoadedDefinition[])[], baseTypes: ReadonlySet<string>): readonly LoadedDefinition[] {
  const owners = new Map<string, number>()
  return layers.flatMap((layer, index) =>
    layer.filter(({ definition: { descriptor } }) => {
      const owner = owners.get(descriptor.type) ?? index
      owners.set(descriptor.type, owner)
      return owner === index && !baseTypes.has(descriptor.type)
    }),
  )
}
