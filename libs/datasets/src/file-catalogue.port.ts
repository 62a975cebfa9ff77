import type { FileRef } from './item.js'

/** Who a file belongs to: the files of a workspace are seen by people; those of a run go when the run goes. */
export type FileOwner = { readonly workspaceId: string; readonly runId: string | null }

/** The rows about files (the bytes are in the `BlobStore` under `files/<id>`). */
export interface FileCatalogue {
  add(file: FileRef, owner: FileOwner): Promise<void>
  /** Null where there is none in that workspace. */
  find(workspaceId: string, id: string): Promise<FileRef | null>
  /** A workspace file (runId null) by its name; the newest where several have it. */
  findByName(workspaceId: string, name: string): Promise<FileRef | null>
  /** Takes the row away; the bytes go with the sweep when nothing refers to them. */
  remove(workspaceId: string, id: string): Promise<void>
}
