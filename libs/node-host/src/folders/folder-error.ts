import { MaillonError } from '@maillon/kernel'

/** What can be wrong with a place in an opened folder; the sentences are in the messages. */
export type FolderProblem =
  | 'FOLDER_ROOT_UNKNOWN'
  | 'FOLDER_ROOT_READONLY'
  | 'FOLDER_ROOT_MISSING'
  | 'FOLDER_PATH_REFUSED'
  | 'FOLDER_FILE_MISSING'
  | 'FOLDER_FILE_EXISTS'
  | 'FOLDER_ACCESS_DENIED'
  | 'FOLDER_DISK_FULL'

/** @param path as the flow gave it: never the path on the server. */
export function folderError(code: FolderProblem, root: string, path: string): MaillonError {
  const passes = code === 'FOLDER_DISK_FULL' || code === 'FOLDER_ROOT_MISSING'
  return new MaillonError({ code, kind: passes ? 'operational' : 'user', retryable: passes, params: { root: root.slice(0, 200), path: path.slice(0, 300) } })
}

const known: { readonly [code: string]: FolderProblem } = {
  ENOENT: 'FOLDER_FILE_MISSING',
  ENOTDIR: 'FOLDER_FILE_MISSING',
  EISDIR: 'FOLDER_PATH_REFUSED',
  ELOOP: 'FOLDER_PATH_REFUSED',
  ENAMETOOLONG: 'FOLDER_PATH_REFUSED',
  EACCES: 'FOLDER_ACCESS_DENIED',
  EPERM: 'FOLDER_ACCESS_DENIED',
  EROFS: 'FOLDER_ACCESS_DENIED',
  ENOSPC: 'FOLDER_DISK_FULL',
  EDQUOT: 'FOLDER_DISK_FULL',
}

/** An error of the file system in the flow's words, without paths of the server; others as they are. */
export function asFolderError(error: unknown, root: string, path: string): unknown {
  const code = errnoOf(error)
  const problem = code === null || !Object.hasOwn(known, code) ? undefined : known[code]
  return problem === undefined ? error : folderError(problem, root, path)
}

export function errnoOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' ? code : null
}
