import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import type { NodeDefinition } from '@maillon/node-sdk'
import type { NodePackages } from './node-packages.js'

/** Packages with definitions above them that come and go while the server runs (made of an OpenAPI document). */
export interface LayeredPackages extends NodePackages {
  /** What lies above from now on. A type that a package has stays the package's. */
  replace(definitions: readonly NodeDefinition[]): void
}

export function layeredPackages(base: NodePackages): LayeredPackages {
  let above: ReadonlyMap<string, NodeDefinition> = new Map()
  let catalogue = catalogueOf([])
  const baseTypes = new Set(base.catalogue.list().map(({ type }) => type))
  return {
    problems: base.problems,
    catalogue: {
      get: (type, version): NodeDescriptor | null => base.catalogue.get(type, version) ?? catalogue.get(type, version),
      list: () => [...base.catalogue.list(), ...catalogue.list()],
    },
    find(type, version) {
      const own = base.find(type, version)
      const definition = own === null ? above.get(`${type}@${version}`) : undefined
      return definition === undefined ? own : { definition, module: null }
    },
    replace(definitions) {
      const taken = definitions.filter(({ descriptor }) => !baseTypes.has(descriptor.type))
      above = new Map(taken.map((definition) => [`${definition.descriptor.type}@${definition.descriptor.version}`, definition]))
      catalogue = catalogueOf(taken.map(({ descriptor }) => descriptor))
    },
  }
}
