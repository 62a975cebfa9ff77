import { ApiError, type ApiErrorBody } from '@maillon/api-contract'
import { shownLocale } from '../i18n/current-locale.js'

/** The text of a file that this server gives. @throws ApiError as every call */
export async function readOwnFile(path: string): Promise<string> {
  const answer = await fetch(path, { headers: { 'accept-language': shownLocale() } }).catch(() => {
    throw new ApiError(0, { error: { code: 'API_SERVER_UNREACHABLE', message: 'no answer' } })
  })
  const text = await answer.text()
  if (answer.ok) return text
  throw new ApiError(answer.status, JSON.parse(text) as ApiErrorBody)
}
