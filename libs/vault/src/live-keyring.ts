import { readFileSync, statSync } from 'node:fs'
import { MaillonError, isMaillonError } from '@maillon/kernel'
import { loadKeyFile, refuseOpen } from './key-file.js'
import { readKeyFile, type Keyring, type MasterKey } from './keyring.js'

/**
 * The keys of a key file, for a server that goes on while somebody changes them.
 * 1. Before something is sealed, and where a key isn't known, the file is looked at; it is read again only when it has changed.
 * 2. A file that has become unreadable, open to others or broken changes nothing: what was read before stays good, and `onProblem` hears of it once.
 */
class LiveKeyring implements Keyring {
  #seen = ''

  constructor(
    private readonly path: string,
    private ring: Keyring,
    private readonly onProblem: (error: MaillonError) => void,
  ) {}

  get current(): MasterKey {
    return this.#latest().current
  }

  get all(): readonly MasterKey[] {
    return this.#latest().all
  }

  find(id: string): MasterKey | null {
    return this.ring.find(id) ?? this.#latest().find(id)
  }

  #latest(): Keyring {
    const state = this.#state()
    if (state === null || state.stamp === this.#seen) return this.ring
    this.#seen = state.stamp
    try {
      refuseOpen(this.path, state.mode)
      this.ring = readKeyFile(readFileSync(this.path, 'utf8'))
    } catch (error) {
      this.onProblem(isMaillonError(error) ? error : new MaillonError({ code: 'VAULT_KEYFILE_UNREADABLE', kind: 'operational', retryable: false, params: { path: this.path, reason: (error as NodeJS.ErrnoException).code ?? '' } }))
    }
    return this.ring
  }

  #state(): { readonly stamp: string; readonly mode: number } | null {
    const state = statSync(this.path, { throwIfNoEntry: false })
    return state === undefined ? null : { stamp: `${state.ino} ${state.mtimeMs} ${state.size} ${state.mode}`, mode: state.mode }
  }
}

/**
 * Keys that follow their file, which is made where there is none (`loadKeyFile`).
 * @param onProblem the file can't be used as it is now; it is told again when the file changes again
 */
export async function followKeyFile(path: string, onProblem: (error: MaillonError) => void): Promise<Keyring> {
  return new LiveKeyring(path, await loadKeyFile(path), onProblem)
}
