import type { MaillonError } from '@maillon/node-sdk'
import type { ImapFlow } from 'imapflow'

/**
 * What a plain `false` of the mail library means: the server's refusal, or that the connection went meanwhile, which the library
 * answers in the same way and which another try can mend.
 */
export function refusalOf(client: ImapFlow, refusal: MaillonError): Error {
  return client.usable ? refusal : Object.assign(new Error('Connection not available'), { code: 'NoConnection' })
}
