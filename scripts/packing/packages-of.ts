/** `packages` of package-lock.json: by path from the repository. */
export interface LockedPackages {
  readonly [path: string]: { readonly resolved?: string; readonly dependencies?: { readonly [name: string]: string } }
}

/** The paths of everything that the package at a path needs to run, as Node finds it from there: not what is optional, not the package itself. */
export function packagesOf(place: string, locked: LockedPackages): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [place]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const name of Object.keys(locked[at]?.dependencies ?? {})) {
      const path = seenFrom(at, name, locked)
      if (path === null) throw new Error(`${at} needs ${name}, which the lock file doesn't have`)
      if (path === place || found.has(path)) continue
      found.add(path)
      waiting.push(path)
    }
  }
  return found
}

/** Up from a package's own folder, as Node looks. */
function seenFrom(at: string, name: string, locked: LockedPackages): string | null {
  for (let folder: string | null = at; folder !== null; folder = above(folder)) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (locked[path] !== undefined) return path
  }
  return null
}

function above(folder: string): string | null {
  if (folder === '') return null
  const end = folder.lastIndexOf('/node_modules/')
  return end < 0 ? '' : folder.slice(0, end)
}
