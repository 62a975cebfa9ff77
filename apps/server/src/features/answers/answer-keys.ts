import { hkdfSync } from 'node:crypto'
import { signAnswer, verifyAnswer, type AnswerSubject, type Keyring, type MasterKey } from '@maillon/vault'

/** Signs answer links with a key made from the current master key; links signed under an older one go on working while it is kept. */
export class AnswerKeys {
  readonly #made = new Map<string, Uint8Array>()

  constructor(private readonly keyring: Keyring) {}

  sign(subject: AnswerSubject): string {
    return signAnswer(this.#keyOf(this.keyring.current), subject)
  }

  /** Null: no link of ours. */
  verify(token: string): AnswerSubject | null {
    for (const master of this.keyring.all) {
      const subject = verifyAnswer(this.#keyOf(master), token)
      if (subject !== null) return subject
    }
    return null
  }

  #keyOf({ id, bytes }: MasterKey): Uint8Array {
    const known = this.#made.get(id) ?? new Uint8Array(hkdfSync('sha256', bytes, '', 'maillon.answers/1', 32))
    this.#made.set(id, known)
    return known
  }
}
