import type { ConsentAnswer } from '@maillon/api-contract'

/** What a service put into the address that it sent the person back to (RFC 6749, 4.1.2). */
export function consentAnswerOf(query: Pick<URLSearchParams, 'get'>): ConsentAnswer {
  const code = query.get('code')
  const error = query.get('error')
  // An empty state is refused by the server, with the sentence for an answer that belongs to nobody.
  return { state: query.get('state') || '-', ...(code === null || code === '' ? {} : { code }), ...(error === null ? {} : { error: error.slice(0, 200) }) }
}
