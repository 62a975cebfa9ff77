import type { NodeCatalogue, NodeDescriptor } from './node-definition.js'

/** A catalogue over a list of descriptors. The later one wins where type and version are the same. */
export function catalogueOf(descriptors: readonly NodeDescriptor[]): NodeCatalogue {
  const byKey = new Map(descriptors.map((descriptor) => [`${descriptor.type}@${descriptor.version}`, descriptor]))
  const newest = new Map<string, NodeDescriptor>()
  for (const descriptor of descriptors) {
    const known = newest.get(descriptor.type)
    if (known === undefined || known.version <= descriptor.version) newest.set(descriptor.type, descriptor)
  }
  return {
    get: (type, version) => byKey.get(`${type}@${version}`) ?? null,
    list: () => [...newest.values()],
  }
}
