import { setTimeout as sleep } from 'node:timers/promises'
import {
  fatalError,
  parseOutsideJson,
  retryableError,
  surelyNotSent,
  userError,
  type HttpRequest,
  type HttpResponse,
  type Json,
  type JsonObject,
  type MaillonError,
  type NodeContext,
} from '@maillon/node-sdk'

export const accountSlot = 'account'

/** Google counts 60 calls a minute for each account: a short wait in place keeps what was done. */
const longestWaitMs = 30_000
const mostWaits = 3

export interface SheetsCall {
  readonly method?: 'GET' | 'POST' | 'PUT'
  /** After `/v4/spreadsheets/`. */
  readonly path: string
  readonly query?: { readonly [name: string]: string }
  readonly body?: JsonObject
  /** A second time would do it twice (append): where it breaks off, nobody knows. Default false: it may be repeated. */
  readonly isOnce?: boolean
}

export type SheetsContext = Pick<NodeContext<unknown>, 'http' | 'credential' | 'signal' | 'log' | 'locale'>

/**
 * A call of the Google Sheets API (v4).
 *
 * @throws errors in words; `SHEETS_SENDING_OUTCOME_UNKNOWN` where a call that must not be repeated broke off in the middle
 */
export async function callSheets(context: SheetsContext, call: SheetsCall): Promise<JsonObject> {
  const credential = await context.credential(accountSlot)
  if (credential === null) throw accountMissing()
  const address = typeof credential.values['address'] === 'string' ? credential.values['address'] : 'https://sheets.googleapis.com'
  const { method = 'GET', path, query, body } = call
  const request: HttpRequest = {
    method,
    url: `${address.replace(/\/+$/, '')}/v4/spreadsheets/${path}`,
    ...(query === undefined ? {} : { query }),
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    credential: accountSlot,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    timeoutMs: 120_000,
    maxBytes: 200 * 1024 * 1024,
  }
  const response = await patiently(context, request, call.isOnce ?? false)
  return answerOf(response)
}

async function patiently(context: SheetsContext, request: HttpRequest, isOnce: boolean): Promise<HttpResponse> {
  for (let waits = 0; ; waits++) {
    const response = await context.http.request(request).catch((error: unknown) => {
      throw isOnce && !surelyNotSent(error) ? outcomeUnknown(error) : error
    })
    const wait = waitOf(response, waits)
    if (response.status !== 429 || waits >= mostWaits || wait > longestWaitMs) return response
    await response.bytes()
    const seconds = Math.ceil(wait / 1000)
    context.log.info(context.locale === 'fr' ? `Google demande d’attendre ${seconds} s.` : `Google asks to wait for ${seconds} s.`)
    await sleep(wait, undefined, { signal: context.signal }).catch(() => undefined)
    context.signal.throwIfAborted()
  }
}

/** Milliseconds: as long as Google says, else longer each time. */
function waitOf({ headers }: HttpResponse, waits: number): number {
  const told = headers['retry-after']
  return told !== undefined && /^\d{1,6}$/.test(told) ? Number(told) * 1000 : 2000 * 2 ** waits
}

async function answerOf(response: HttpResponse): Promise<JsonObject> {
  const text = await response.text()
  const parsed = parseOutsideJson(text, { maxDepth: 32, maxNodes: 20_000_000 })
  const answer = parsed.ok && typeof parsed.value === 'object' && parsed.value !== null && !Array.isArray(parsed.value) ? (parsed.value as JsonObject) : null
  if (response.status >= 200 && response.status < 300 && answer !== null) return answer
  throw refused(response.status, answer, text)
}

function refused(status: number, answer: JsonObject | null, text: string): MaillonError {
  const error = answer?.['error'] as { readonly [name: string]: Json } | undefined
  const details = typeof error?.['message'] === 'string' ? error['message'] : text.slice(0, 1000)
  if (status === 429 || status >= 500) {
    return retryableError({
      code: 'SHEETS_SERVICE_BUSY',
      text: { fr: `Google ne répond pas comme il faut pour l’instant (${status}).`, en: `Google does not answer properly at the moment (${status}).` },
      hint: { fr: 'Réessayez plus tard, ou lisez et écrivez moins souvent.', en: 'Try again later, or read and write less often.' },
      details,
    })
  }
  if (status === 401 || status === 403) return accessRefused(details)
  if (status === 404) return documentUnknown(details)
  if (status === 400 && /unable to parse range|exceeds grid limits/i.test(details)) return rangeUnknown(details)
  if (status < 300) return notGoogle(details)
  return fatalError({
    code: 'SHEETS_REQUEST_REFUSED',
    text: { fr: `Google refuse la demande (${status}).`, en: `Google refuses the request (${status}).` },
    hint: { fr: 'Sa réponse, dans les détails, dit pourquoi.', en: 'Its answer, in the details, says why.' },
    details,
  })
}

/** A proxy or the login page of a network answered in Google's place. */
function notGoogle(details: string): MaillonError {
  return fatalError({
    code: 'SHEETS_ANSWER_FOREIGN',
    text: { fr: 'La réponse n’est pas celle de Google Sheets : ce ne sont pas des données.', en: 'The answer is not that of Google Sheets: it is no data.' },
    hint: { fr: 'Vérifiez l’adresse de l’API dans l’identifiant, et qu’aucun portail du réseau ne demande de connexion.', en: 'Check the address of the API in the credential, and that no portal of the network asks for a login.' },
    details,
  })
}

function accountMissing(): MaillonError {
  return userError({
    code: 'SHEETS_ACCOUNT_MISSING',
    text: { fr: 'Aucun compte Google n’est choisi.', en: 'No Google account is chosen.' },
    hint: { fr: 'Créez un identifiant « Google : compte de service » et choisissez-le.', en: 'Make a credential “Google: service account” and choose it.' },
  })
}

function accessRefused(details: string): MaillonError {
  return userError({
    code: 'SHEETS_ACCESS_REFUSED',
    text: { fr: 'Le compte de service n’a pas accès à cette feuille.', en: 'The service account has no access to this sheet.' },
    hint: {
      fr: 'Partagez la feuille avec son adresse (…@….iam.gserviceaccount.com), et activez l’API Google Sheets dans son projet.',
      en: 'Share the sheet with its address (…@….iam.gserviceaccount.com), and enable the Google Sheets API in its project.',
    },
    field: '/document',
    details,
  })
}

function documentUnknown(details: string): MaillonError {
  return userError({
    code: 'SHEETS_DOCUMENT_UNKNOWN',
    text: { fr: 'Google ne trouve pas cette feuille.', en: 'Google does not find this sheet.' },
    hint: { fr: 'Copiez à nouveau son adresse dans le navigateur.', en: 'Copy its address from the browser again.' },
    field: '/document',
    details,
  })
}

function rangeUnknown(details: string): MaillonError {
  return userError({
    code: 'SHEETS_RANGE_UNKNOWN',
    text: { fr: 'Cette feuille n’a pas cet onglet, ou ces cellules n’y sont pas.', en: 'This sheet has no such tab, or those cells are not in it.' },
    hint: { fr: 'Vérifiez le nom de l’onglet, lettre à lettre.', en: 'Check the name of the tab letter by letter.' },
    field: '/tab',
    details,
  })
}

function outcomeUnknown(cause: unknown): MaillonError {
  return fatalError({
    code: 'SHEETS_SENDING_OUTCOME_UNKNOWN',
    text: {
      fr: 'La liaison s’est rompue pendant l’écriture : on ne sait pas si les lignes y sont.',
      en: 'The connection broke during the writing: nobody knows whether the rows are there.',
    },
    hint: {
      fr: 'Regardez la feuille, puis choisissez « écrire à nouveau » si elles n’y sont pas.',
      en: 'Look at the sheet, then choose “write again” if they are not there.',
    },
    field: '/ifUnknown',
    details: cause instanceof Error ? cause.message : String(cause),
  })
}
