import type { Logger } from '@maillon/kernel'
import { loadNodePackages, type NodePackages } from '@maillon/node-host'

/** The node packages of this installation, in palette order. */
const names = ['@maillon/node-core', '@maillon/node-table', '@maillon/node-excel', '@maillon/node-files', '@maillon/node-archive', '@maillon/node-documents', '@maillon/node-http', '@maillon/node-mail', '@maillon/node-remote', '@maillon/node-sql', '@maillon/node-notify', '@maillon/node-google', '@maillon/node-collections', '@maillon/node-code']

/** A package that can't be loaded is told and left out: the server starts, and flows that use it say "missing node". */
export async function loadPackages(logger: Logger, more: readonly string[] = []): Promise<NodePackages> {
  const packages = await loadNodePackages({ names: [...names, ...more], load: (name) => import(name), resolve: (name) => import.meta.resolve(name) })
  for (const { package: name, code, details } of packages.problems) logger.warn('A node package is left out', { package: name, code, details })
  return packages
}
