import { fatalError, isMaillonError, retryableError, surelyNotSent, type MaillonError } from '@maillon/node-sdk'

/**
 * What a write that broke off means: where the request may have arrived, nobody knows whether it was carried out.
 * Errors from before the sending stay as they are.
 */
export function unknownIfSent(error: unknown, ifUnknown: 'stop' | 'again'): unknown {
  if (surelyNotSent(error)) return error
  return outcomeUnknown(error instanceof Error ? error.message : String(error), ifUnknown)
}

/** A gateway lost the answer of the server behind it (502, 504): that one may have done its work. */
export function isLostByGateway(status: number): boolean {
  return status === 502 || status === 504
}

export function outcomeUnknown(details: string, ifUnknown: 'stop' | 'again'): MaillonError {
  const about = {
    code: 'HTTP_SENDING_OUTCOME_UNKNOWN',
    text: {
      fr: 'La liaison s’est rompue pendant l’envoi : on ne sait pas si l’API a fait le travail.',
      en: 'The connection broke during the sending: nobody knows whether the API did the work.',
    },
    hint: {
      fr: 'Vérifiez dans le service, puis choisissez « envoyer à nouveau » si rien n’y est arrivé.',
      en: 'Look in the service, then choose “send again” if nothing arrived there.',
    },
    field: '/ifUnknown',
    details,
  }
  return ifUnknown === 'again' ? retryableError(about) : fatalError(about)
}

/** The API has taken a write and its answer can't be used: done is done, so it isn't sent again by itself. */
export function answerUnusable(error: unknown, status: number): MaillonError {
  const { text = { fr: '', en: '' }, hint = readAsText, field = '/response', details = String(error) } = isMaillonError(error) ? error.info : {}
  return fatalError({
    code: 'HTTP_ANSWER_OUTCOME_UNKNOWN',
    text: {
      fr: `L’API a accepté la demande (${status}), mais sa réponse ne peut pas être utilisée. ${text.fr}`.trim(),
      en: `The API accepted the request (${status}), but its answer cannot be used. ${text.en}`.trim(),
    },
    hint,
    field,
    details,
  })
}

const readAsText = {
  fr: 'Choisissez « un texte » comme réponse si son contenu n’a pas d’importance.',
  en: 'Choose “a text” as the answer where its content does not matter.',
}
