import { ApiError, createApiClient, type ApiClient, type AnswerOf, type RequestOf, type RouteName } from '@maillon/api-contract'
import { shownLocale } from '../i18n/current-locale.js'
import { pagePerson } from './page-person.js'
import { markSessionExpired, sessionRenewal } from './session-expiry.js'

/** The API without the login dialog: for reads that somebody else makes again where they fail. */
export const quietApi = createApiClient({ baseUrl: '', fetch: (url, init) => fetch(url, init), locale: shownLocale, person: pagePerson })

/** Routes whose 401 means something else than an ended session. */
const openRoutes: readonly RouteName[] = ['login', 'session', 'setup', 'setupState', 'logout']

/**
 * The API for code outside React (the canvas' autosave, …). A 401 opens the login dialog over the page; the call waits for the
 * same person to log in again and is then made once more, so that nothing that was asked for is lost.
 */
export const api: ApiClient = {
  async call<Name extends RouteName>(name: Name, request: RequestOf<Name>, signal?: AbortSignal): Promise<AnswerOf<Name>> {
    try {
      return await quietApi.call(name, request, signal)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401 || openRoutes.includes(name)) throw error
      markSessionExpired(error.body.error.code === 'API_SESSION_OTHER')
      await sessionRenewal(signal)
      return quietApi.call(name, request, signal)
    }
  },
}
