import { isMaillonError, type JsonObject } from '@maillon/kernel'
import { sealedColumns, type SealedColumn, type SealedRow, type SealedStore } from '@maillon/storage'
import { rewrapCredential, type Keyring } from '@maillon/vault'

const beforeAll = '00000000-0000-0000-0000-000000000000'

export interface Resealed {
  /** `credential.sealed`. */
  readonly column: string
  /** Since the beginning. */
  readonly done: number
}

export interface Unopened {
  readonly column: string
  readonly id: string
  /** Of the vault: VAULT_KEY_MISSING, VAULT_CREDENTIAL_UNREADABLE. */
  readonly code: string
}

/**
 * Puts everything that is sealed under the current master key, batch by batch; only the data keys are sealed anew, the secrets stay as they lie.
 * 1. Stopped at any instant it leaves each seal under the old key or the new one; called again, it goes on with what is left.
 * 2. It goes through a column until a whole pass finds nothing more to do: a server that hadn't heard of the new key yet, or a person's change
 *    between reading and writing, is caught by the next pass.
 * 3. What no key here opens is left as it is, and given back at the end.
 */
export async function* reseal(store: SealedStore, keyring: Keyring, batch = 200): AsyncGenerator<Resealed, readonly Unopened[]> {
  const unopened: Unopened[] = []
  for (const column of sealedColumns) {
    const name = `${column.table}.${column.column}`
    let done = 0
    for (let passed = -1; passed !== 0; ) {
      passed = 0
      unopened.splice(0, unopened.length, ...unopened.filter((one) => one.column !== name))
      for await (const count of onePass({ store, keyring, column, batch }, (id, code) => unopened.push({ column: name, id, code }))) {
        passed += count
        done += count
        yield { column: name, done }
      }
    }
  }
  return unopened
}

interface Pass {
  readonly store: SealedStore
  readonly keyring: Keyring
  readonly column: SealedColumn
  readonly batch: number
}

async function* onePass({ store, keyring, column, batch }: Pass, leave: (id: string, code: string) => void): AsyncGenerator<number> {
  for (let after = beforeAll; ; ) {
    const rows = await store.notUnder(column, keyring.current.id, { after, limit: batch })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    const next = rows.flatMap((row) => {
      const sealed = rewrapped(row, column, keyring)
      if (typeof sealed !== 'string') return [{ ...row, next: sealed }]
      leave(row.id, sealed)
      return []
    })
    yield next.length === 0 ? 0 : await store.replace(column, next)
  }
}

/** The code of what is wrong, where it can't be opened. */
function rewrapped({ id, text }: SealedRow, column: SealedColumn, keyring: Keyring): JsonObject | string {
  try {
    return { ...rewrapCredential(JSON.parse(text) as JsonObject, { keyring, rowId: column.rowId(id) }) }
  } catch (error) {
    if (isMaillonError(error)) return error.info.code
    throw error
  }
}
