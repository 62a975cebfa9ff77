import type { Clock, JsonObject, Random } from '@maillon/kernel'
import { AccountStore, secondFactorRow, type Account } from '@maillon/storage'
import { openCredential, sealCredential, type Keyring } from '@maillon/vault'
import { Inject, Injectable } from '@nestjs/common'
import { CLOCK, KEYRING, RANDOM } from '../../platform/tokens.js'
import { hashOfSecret } from './link-secret.js'

const periodS = 30
const codeCount = 10
// 32 signs without 0, 1, l and o.
const codeLetters = 'abcdefghijkmnpqrstuvwxyz23456789'

/**
 * Codes of an authenticator (RFC 6238) and the recovery codes beside them.
 * 1. The secret lies sealed in the row, bound to its person. 2. A code counts one period early or late, and once. 3. A recovery code counts once; only hashes are kept.
 */
@Injectable()
export class SecondFactor {
  constructor(
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(KEYRING) private readonly keyring: Keyring,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A new secret that doesn't count before a code of it was shown. Null: one counts already. */
  async begin(userId: string, label: string): Promise<{ readonly secret: string; readonly uri: string } | null> {
    const { Secret, TOTP } = await import('otpauth')
    const secret = new Secret({ buffer: new Uint8Array(Buffer.from(this.random.token(20), 'base64url')).buffer })
    const sealed = sealCredential({ secret: secret.base32 }, { keyring: this.keyring, rowId: secondFactorRow(userId) })
    if (!(await this.accounts.beginFactor(userId, { ...sealed }))) return null
    return { secret: secret.base32, uri: new TOTP({ issuer: 'Maillon', label, secret, period: periodS }).toString() }
  }

  /** A code of the authenticator, or a recovery code. */
  async check(userId: string, account: Account, code: string): Promise<boolean> {
    const typed = code.replaceAll(/[\s-]/g, '').toLowerCase()
    if (/^\d{6}$/.test(typed)) return this.checkCode(userId, account.factor, typed)
    return /^[a-z2-9]{10}$/.test(typed) && this.accounts.useRecoveryCode(userId, hashOfRecovery(userId, typed))
  }

  /** A code of the authenticator alone. */
  async checkCode(userId: string, factor: JsonObject | null, code: string): Promise<boolean> {
    if (factor === null) return false
    const { Secret, TOTP } = await import('otpauth')
    const { secret } = openCredential(factor, { keyring: this.keyring, rowId: secondFactorRow(userId) })
    const now = this.clock.now()
    const delta = new TOTP({ secret: Secret.fromBase32(String(secret)), period: periodS }).validate({ token: code.replaceAll(/\s/g, ''), window: 1, timestamp: now })
    return delta !== null && this.accounts.useCounter(userId, Math.floor(now / 1000 / periodS) + delta)
  }

  /** New ones; the earlier ones are void, and the factor counts from now on. */
  async newRecoveryCodes(userId: string): Promise<readonly string[]> {
    const codes = Array.from({ length: codeCount }, () => [...Buffer.from(this.random.token(10), 'base64url')].map((byte) => codeLetters[byte & 31]).join(''))
    await this.accounts.setRecoveryCodes(userId, codes.map((code) => hashOfRecovery(userId, code)))
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
  }
}

/** Bound to the person: two with the same code have different hashes. */
function hashOfRecovery(userId: string, code: string): Buffer {
  return hashOfSecret(`recovery ${userId} ${code}`)
}
