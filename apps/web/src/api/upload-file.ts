import { ApiError, personHeader, type ApiErrorBody, type FileView } from '@maillon/api-contract'
import { shownLocale } from '../i18n/current-locale.js'
import { pagePerson } from './page-person.js'
import { markSessionExpired } from './session-expiry.js'

export interface UploadOptions {
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

/**
 * Sends one file to `POST /api/files`. By XMLHttpRequest, because `fetch` doesn't tell how much has gone.
 * @throws ApiError as every call; an `AbortError` where it was given up.
 */
export function uploadFile(file: File, options: UploadOptions = {}): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const unreachable = () => reject(new ApiError(0, { error: { code: 'API_SERVER_UNREACHABLE', message: 'no answer' } }))
    request.open('POST', '/api/files')
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', shownLocale())
    request.setRequestHeader('x-maillon-csrf', '1')
    const person = pagePerson()
    if (person !== null) request.setRequestHeader(personHeader, person)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    request.onerror = unreachable
    request.ontimeout = unreachable
    request.onabort = () => reject(new DOMException('Upload given up', 'AbortError'))
    request.onload = () => {
      const body = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) return resolve(body as FileView)
      const refusal = new ApiError(request.status, isErrorBody(body) ? body : { error: { code: 'API_ANSWER_INVALID', message: `HTTP ${request.status}` } })
      if (refusal.status === 401) markSessionExpired(refusal.body.error.code === 'API_SESSION_OTHER')
      reject(refusal)
    }
    options.signal?.addEventListener('abort', () => request.abort(), { once: true })
    const form = new FormData()
    form.append('file', file, file.name)
    request.send(form)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isErrorBody(body: unknown): body is ApiErrorBody {
  return typeof body === 'object' && body !== null && typeof (body as { error?: unknown }).error === 'object'
}
