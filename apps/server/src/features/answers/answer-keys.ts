import { hkdfSync } from 'node:crypto'
import { signAnswer, verifyAnswer, type AnswerSubject, type Keyring } from '@maillon/vault'

/** Signs answer links with a key made from the current master key; links signed under an older one go on working. */
export class AnswerKeys {
  readonly #keys: readonly Uint8Array[]

  constructor(keyring: Keyring) {
    this.#keys = keyring.all.map(({ bytes }) => new Uint8Array(hkdfSync('sha256', bytes, '', 'maillon.answers/1', 32)))
  }

  sign(subject: AnswerSubject): string {
    return signAnswer(this.#keys[0] ?? new Uint8Array(), subject)
  }

  /** Null: no link of ours. */
  verify(token: string): AnswerSubject | null {
    for (const key of this.#keys) {
      const subject = verifyAnswer(key, token)
      if (subject !== null) return subject
    }
    return null
  }
}
