import { readFolderRoot, type FolderRoot } from '@maillon/node-host'
import { ConfigError } from './server-config.js'

/**
 * MAILLON_FOLDERS as roots: `inbox=/srv/inbox` is read only, `archive=/srv/archive:rw` may be written to.
 * @throws ConfigError naming the part that can't be read
 */
export function readFolderRoots(parts: readonly string[]): readonly FolderRoot[] {
  const roots = parts.map((part) => {
    const root = readFolderRoot(part)
    if (root === null) throw new ConfigError(`MAILLON_FOLDERS: “${part}” is not name=/absolute/path, with :rw at its end to allow writing`)
    return root
  })
  const twice = roots.find(({ name }, index) => roots.findIndex((other) => other.name === name) !== index)
  if (twice !== undefined) throw new ConfigError(`MAILLON_FOLDERS: the name “${twice.name}” stands there twice`)
  return roots
}
