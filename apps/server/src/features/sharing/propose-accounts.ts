import type { ArrivingAccount } from '@maillon/api-contract'
import type { AccountNeed } from '@maillon/compiler'
import type { KnownCredential } from './known-here.js'

/** One account of a file: however many steps and flows use it, it is chosen once. */
export function accountKey({ types, ref }: Pick<AccountNeed, 'types' | 'ref'>): string {
  return `${types.join(',')}|${ref?.name ?? ''}`.slice(0, 500)
}

/** A step that uses an account, and what is known of it here. */
export interface AccountUse {
  readonly need: AccountNeed
  /** Name of the step. */
  readonly step: string
  /** What was chosen at the last import of this flow; else what stands in the slot here now. Null: nothing is known. */
  readonly kept: string | null
}

/**
 * The accounts of a file, in the order in which they are first used, each with what most likely stands for it here: what stood for it
 * before, the very credential, one of the same name and a type that fits. Nothing is guessed by the type alone: flows would be sent by a
 * wrong account.
 */
export function proposeAccounts(uses: readonly AccountUse[], credentials: readonly KnownCredential[]): readonly ArrivingAccount[] {
  const byKey = new Map<string, AccountUse[]>()
  for (const use of uses) {
    const key = accountKey(use.need)
    byKey.set(key, [...(byKey.get(key) ?? []), use])
  }
  return [...byKey].map(([key, all]): ArrivingAccount => {
    const [{ need }] = all as [AccountUse]
    return { key, types: need.types, name: need.ref?.name ?? '', steps: [...new Set(all.map(({ step }) => step))], proposal: proposalFor(all, credentials) }
  })
}

function proposalFor(uses: readonly AccountUse[], credentials: readonly KnownCredential[]): ArrivingAccount['proposal'] {
  const [{ need }] = uses as [AccountUse]
  const fitting = credentials.filter(({ type }) => need.types.length === 0 || need.types.includes(type))
  const kept = uses.find((use) => fitting.some(({ id }) => id === use.kept))?.kept
  if (kept !== undefined && kept !== null) return { credentialId: kept, because: 'kept' }
  const { ref } = need
  if (ref === null) return null
  if (fitting.some(({ id }) => id === ref.id)) return { credentialId: ref.id, because: 'same' }
  const named = fitting.filter(({ name, type }) => name === ref.name && (ref.type === undefined || ref.type === type))
  const [only, ...others] = named
  return only === undefined || others.length > 0 ? null : { credentialId: only.id, because: 'name' }
}
