import { ApiError, type ApiErrorBody, type FormField, type FormSent } from '@maillon/api-contract'
import { shownLocale } from '../../i18n/current-locale.js'

/** What stands in a form's fields: text as typed, a tick, a file. */
export interface FilledIn {
  readonly [name: string]: string | boolean | File | null
}

export interface FormToSend {
  readonly fields: readonly FormField[]
  readonly values: FilledIn
  /** Names this filling-in: sent again, it is the same one. */
  readonly submission: string
  /** The wait whose form this is; null: the published one. */
  readonly awaited: string | null
}

/**
 * Sends a page that was filled in.
 * @throws ApiError with one problem for each field that isn't right
 */
export async function sendForm(form: string, { fields, values, submission, awaited }: FormToSend): Promise<FormSent> {
  const answer = await fetch(`/api/forms/${encodeURIComponent(form)}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'accept-language': shownLocale(), 'x-maillon-csrf': '1', 'x-maillon-submission': submission, ...(awaited === null ? {} : { 'x-maillon-awaited': awaited }) },
    body: bodyOf(fields, values),
  }).catch(() => null)
  if (answer === null) throw new ApiError(0, { error: { code: 'API_SERVER_UNREACHABLE', message: 'no answer' } })
  const body = (await answer.json().catch(() => undefined)) as unknown
  if (answer.ok) return body as FormSent
  throw new ApiError(answer.status, isErrorBody(body) ? body : { error: { code: 'API_ANSWER_INVALID', message: `HTTP ${answer.status}` } })
}

function bodyOf(fields: readonly FormField[], values: FilledIn): FormData {
  const body = new FormData()
  for (const { name } of fields) {
    const value = values[name] ?? ''
    if (value instanceof File) body.append(name, value, value.name)
    else body.append(name, String(value))
  }
  return body
}

function isErrorBody(body: unknown): body is ApiErrorBody {
  return typeof body === 'object' && body !== null && typeof (body as { error?: unknown }).error === 'object'
}
