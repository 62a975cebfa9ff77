import { ApiError, type SessionView } from '@maillon/api-contract'
import { api } from '../api/api.js'

export type Account = { readonly kind: 'in'; readonly session: SessionView } | { readonly kind: 'out' } | { readonly kind: 'setup' }

/** Who is there; where nobody is, whether this is a first start. */
export async function readSession(): Promise<Account> {
  try {
    return { kind: 'in', session: await api.call('session', {}) }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    const { needed } = await api.call('setupState', {})
    return needed ? { kind: 'setup' } : { kind: 'out' }
  }
}
