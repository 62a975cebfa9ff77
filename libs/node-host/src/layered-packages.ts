import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import type { LoadedDefinition, NodePackages } from './node-packages.js'

/** Packages with layers of definitions above them that come and go while the server runs (installed packages, OpenAPI documents). */
export interface LayeredPackages extends NodePackages {
  /** What this layer holds from now on. A type that a package or an earlier layer has stays theirs. */
  replace(layer: string, definitions: readonly LoadedDefinition[]): void
}

export function layeredPackages(base: NodePackages): LayeredPackages {
  const layers = new Map<string, readonly LoadedDefinition[]>()
  const baseTypes = new Set(base.catalogue.list().map(({ type }) => type))
  let above: ReadonlyMap<string, LoadedDefinition> = new Map()
  let catalogue = catalogueOf([])
  return {
    problems: base.problems,
    catalogue: {
      get: (type, version): NodeDescriptor | null => base.catalogue.get(type, version) ?? catalogue.get(type, version),
      list: () => [...base.catalogue.list(), ...catalogue.list()],
    },
    find: (type, version) => base.find(type, version) ?? above.get(`${type}@${version}`) ?? null,
    replace(layer, definitions) {
      layers.set(layer, definitions)
      const taken = takenOf([...layers.values()], baseTypes)
      above = new Map(taken.map((loaded) => [`${loaded.definition.descriptor.type}@${loaded.definition.descriptor.version}`, loaded]))
      catalogue = catalogueOf(taken.map(({ definition }) => definition.descriptor))
    },
  }
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
