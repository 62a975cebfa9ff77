import { fatalError, retryableError, userError, type HttpResponse, type MaillonError } from '@maillon/node-sdk'

const passing: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * The error that a status means; null for a success.
 * 408, 425, 429 and 5xx may pass and are tried again, not before `Retry-After` says.
 *
 * @param now milliseconds since the epoch, for a `Retry-After` that is a date.
 */
export async function judgeStatus(response: HttpResponse, now: number): Promise<MaillonError | null> {
  const { status } = response
  if (status < 400) return null
  const details = await shownBody(response)
  if (passing.has(status) || status >= 500) return retryableError(passingText(status, details), retryAfterMs(response.headers['retry-after'], now))
  switch (status) {
    case 401:
    case 403:
      return userError({
        code: 'HTTP_ACCESS_REFUSED',
        text: { fr: `L’API refuse l’accès (${status}).`, en: `The API refuses access (${status}).` },
        hint: {
          fr: 'Vérifiez le compte choisi : jeton expiré, mot de passe changé ou droits insuffisants.',
          en: 'Check the chosen account: expired token, changed password or missing rights.',
        },
        details,
      })
    case 404:
    case 410:
      return userError({
        code: 'HTTP_ADDRESS_UNKNOWN',
        text: { fr: `L’API ne connaît pas cette adresse (${status}).`, en: `The API does not know this address (${status}).` },
        hint: { fr: 'Vérifiez l’adresse, lettre à lettre.', en: 'Check the address letter by letter.' },
        field: '/url',
        details,
      })
    default:
      return (status === 405 ? userError : fatalError)({
        code: 'HTTP_REQUEST_REFUSED',
        text: { fr: `L’API refuse la demande (${status}).`, en: `The API refuses the request (${status}).` },
        hint: { fr: 'Sa réponse, dans les détails, dit souvent pourquoi.', en: 'Its answer, in the details, often says why.' },
        details,
        ...(status === 405 ? { field: '/method' } : {}),
      })
  }
}

function passingText(status: number, details: string) {
  if (status === 429) {
    return {
      code: 'HTTP_RATE_EXCEEDED',
      text: { fr: 'L’API demande de ralentir (429).', en: 'The API asks to slow down (429).' },
      hint: { fr: 'Si cela dure, espacez les exécutions ou les tentatives.', en: 'If it lasts, let more time pass between runs or attempts.' },
      details,
    }
  }
  return {
    code: 'HTTP_SERVER_FAILED',
    text: { fr: `L’API a un problème de son côté (${status}).`, en: `The API has a problem on its side (${status}).` },
    hint: {
      fr: 'Réessayez plus tard ; si cela dure, prévenez ceux qui s’occupent de cette API.',
      en: 'Try again later; if it lasts, tell those who look after that API.',
    },
    details,
  }
}

/** Milliseconds to wait by a `Retry-After` header (seconds, or an HTTP date), at most a day. Undefined where it says nothing readable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 86_400_000) : undefined
}

/** The start of the answer, as text. */
async function shownBody(response: HttpResponse): Promise<string> {
  try {
    return `${response.status} ${response.url.split('?')[0] ?? ''}\n${(await response.text()).slice(0, 2000)}`
  } catch {
    return String(response.status)
  }
}
