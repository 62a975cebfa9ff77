/** A folder of the server that the administrator has opened to flows. Plain data: threads get it as it is. */
export interface FolderRoot {
  /** By which flows name it. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly isWritable: boolean
}
