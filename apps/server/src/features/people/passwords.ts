import { Injectable } from '@nestjs/common'

// OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. One login takes about 20 ms and no more memory than that.
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 } as const

// The native library takes a moment to load: only a server that somebody logs in to needs it.
const argon2 = () => import('@node-rs/argon2')

/** Hashes and checks passwords. Checking against nobody takes as long as against somebody. */
@Injectable()
export class Passwords {
  #decoy: Promise<string> | null = null

  async hash(password: string): Promise<string> {
    return (await argon2()).hash(password.normalize('NFC'), settings)
  }

  /** `hash` null: nobody has that address. Always false then, after the same work. */
  async verify(hash: string | null, password: string): Promise<boolean> {
    this.#decoy ??= this.hash('nobody has this password')
    const matches = await (await argon2()).verify(hash ?? (await this.#decoy), password.normalize('NFC'))
    return matches && hash !== null
  }
}
