import type { NodeDefinition } from '@maillon/node-sdk'

/** The node packages of this installation, in palette order. */
export async function loadNodeDefinitions(): Promise<readonly NodeDefinition[]> {
  const packages = await Promise.all([import('@maillon/node-core'), import('@maillon/node-table'), import('@maillon/node-http')])
  return packages.flatMap(({ nodes }) => nodes)
}
