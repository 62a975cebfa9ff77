import { MaillonError } from '@maillon/kernel'
import { bindParams } from '@maillon/node-sdk/host'
import type { PlanNode } from '@maillon/plan'
import type { BoundNode, HostParts } from './host-parts.js'

/**
 * @param acceptedAt of the run, see `NodePackages.find`
 * @throws MaillonError `NODE_TYPE_MISSING` (user) where no package gives this type
 */
export function bindNode(host: HostParts, node: PlanNode, acceptedAt?: string): BoundNode {
  const known = host.bound.get(node)
  // What came with an installed package may have gone or changed since: a plan lives longer than that.
  if (known !== undefined && known.loaded.isolated === undefined) return known
  const loaded = host.options.packages.find(node.type, node.version, acceptedAt)
  if (known !== undefined && known.loaded === loaded) return known
  if (loaded === null) throw new MaillonError({ code: 'NODE_TYPE_MISSING', kind: 'user', retryable: false, params: { type: node.type, version: node.version } })
  const bound = { loaded, params: bindParams(loaded.definition.descriptor, node.params, host.checker) }
  host.bound.set(node, bound)
  return bound
}
