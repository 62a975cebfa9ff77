import type { FileCatalogue, FileOwner, FileRef } from '@maillon/datasets'

/** The files of one run on the command line: those that were given, and those that it makes. */
export interface MemoryFileCatalogue extends FileCatalogue {
  /** Files that the run published for people, oldest first. */
  published(): readonly FileRef[]
  /** Every file that the run made, oldest first. */
  made(): readonly FileRef[]
}

export function createMemoryFileCatalogue(): MemoryFileCatalogue {
  const rows = new Map<string, { readonly file: FileRef; readonly owner: FileOwner }>()
  const all = () => [...rows.values()]
  const given = (workspaceId: string, id: string) => {
    const row = rows.get(id)
    return row !== undefined && row.owner.workspaceId === workspaceId ? row.file : null
  }
  return {
    add: (file, owner) => {
      rows.set(file.id, { file, owner })
      return Promise.resolve()
    },
    find: (workspaceId, id) => Promise.resolve(given(workspaceId, id)),
    findByName: (workspaceId, name) =>
      Promise.resolve(all().findLast(({ file, owner }) => owner.workspaceId === workspaceId && owner.runId === null && file.name === name)?.file ?? null),
    remove: (workspaceId, id) => {
      if (given(workspaceId, id) !== null) rows.delete(id)
      return Promise.resolve()
    },
    published: () => all().flatMap(({ file, owner }) => (owner.runId === null ? [file] : [])),
    made: () => all().flatMap(({ file, owner }) => (owner.runId === null ? [] : [file])),
  }
}
