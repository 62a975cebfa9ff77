import { ApiError, type SessionView } from '@maillon/api-contract'
import { api } from '../api/api.js'
import { pagePerson, setPagePerson } from '../api/page-person.js'
import { markSessionExpired } from '../api/session-expiry.js'

export type Account = { readonly kind: 'in'; readonly session: SessionView } | { readonly kind: 'out' } | { readonly kind: 'setup' }

/** Who is there; where nobody is, whether this is a first start. A page that is somebody's already stays theirs: the dialog asks for the password. */
export async function readSession(): Promise<Account> {
  try {
    const session = await api.call('session', {})
    setPagePerson(session.user.id)
    return { kind: 'in', session }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    if (pagePerson() !== null) {
      markSessionExpired(error.body.error.code === 'API_SESSION_OTHER')
      throw error
    }
    const { needed } = await api.call('setupState', {})
    return needed ? { kind: 'setup' } : { kind: 'out' }
  }
}
