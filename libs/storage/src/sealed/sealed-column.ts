/** A column that holds seals of the vault, in a table whose key is `id uuid`. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** What a seal is bound to, by the row's id (the vault's `rowId`). */
  rowId(id: string): string
}

/**
 * Every column of the type `sealed`, see migration 0016: a new one stands here as well, or the next change of the master key would leave it
 * behind under a key that is then thrown away. (A test compares this list with the tables.)
 */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'credential', column: 'sealed', rowId: (id) => id },
  { table: 'recipient', column: 'sealed', rowId: (id) => id },
  { table: 'app_user', column: 'factor', rowId: secondFactorRow },
]

/** What the secret of a person's second factor is bound to. */
export function secondFactorRow(userId: string): string {
  return `second-factor ${userId}`
}
