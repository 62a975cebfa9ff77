import type { Item } from '@maillon/datasets'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import { createRedactor, credentialTypeOf, secretTexts, type OpenedCredential, type Redactor } from '@maillon/vault'

/**
 * The secrets that one attempt has seen, masked in everything that leaves it. An attempt that opens no credential pays nothing.
 * Items are masked too (a server may echo a header), but only of secrets that are long enough not to be a word of the data.
 */
export class StepSecrets {
  private inTexts: Redactor | null = null
  private inItems: Redactor | null = null

  addCredential(credential: OpenedCredential): void {
    const type = credentialTypeOf(credential.type)
    // An unknown type: better to mask too much.
    this.add(type === null ? Object.values(credential.values).filter((value) => typeof value === 'string') : secretTexts(type, credential.values))
  }

  add(secrets: readonly string[]): void {
    this.inTexts ??= createRedactor()
    this.inTexts.add(secrets)
    this.inItems ??= createRedactor()
    this.inItems.add(secrets.filter((secret) => secret.length >= 8))
  }

  text(text: string): string {
    return this.inTexts === null ? text : this.inTexts.text(text)
  }

  object(value: JsonObject): JsonObject {
    return this.inTexts === null ? value : this.inTexts.object(value)
  }

  error(error: ErrorInfo): ErrorInfo {
    return this.inTexts === null ? error : this.inTexts.error(error)
  }

  /** Null: nothing to mask. */
  itemMask(): ((item: Item) => Item) | null {
    const redactor = this.inItems
    return redactor === null ? null : (item) => ({ ...item, json: redactor.object(item.json) })
  }
}
