import type { NodeCatalogue } from '@maillon/node-contract'
import { loadNodePackages, type NodePackages } from '@maillon/node-host'
import type { Terminal } from './terminal.js'

/** The node packages that come with the product. */
const shippedPackages = [
  '@maillon/node-core',
  '@maillon/node-table',
  '@maillon/node-files',
  '@maillon/node-archive',
  '@maillon/node-documents',
  '@maillon/node-excel',
  '@maillon/node-mail',
  '@maillon/node-http',
  '@maillon/node-remote',
  '@maillon/node-sql',
  '@maillon/node-notify',
  '@maillon/node-collections',
  '@maillon/node-google',
  '@maillon/node-code',
] as const

/** Load the shipped node packages; one that can't be loaded is noted, and its nodes are missing. */
export async function loadCatalogue(terminal: Terminal): Promise<{ readonly packages: NodePackages; readonly catalogue: NodeCatalogue }> {
  const packages = await loadNodePackages({ names: shippedPackages, load: (name) => import(name), resolve: (name) => import.meta.resolve(name) })
  for (const problem of packages.problems) terminal.note(`${problem.package}: ${problem.code} ${problem.details.split('\n')[0] ?? ''}`)
  return { packages, catalogue: packages.catalogue }
}
