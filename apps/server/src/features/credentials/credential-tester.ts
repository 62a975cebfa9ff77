import type { CredentialTestResult } from '@maillon/api-contract'
import { isMaillonError, MaillonError, type Locale } from '@maillon/kernel'
import { errorSentence, messageOf } from '@maillon/messages'
import type { Egress } from '@maillon/node-host'
import type { StoredCredential } from '@maillon/storage'
import type { OpenedCredential } from '@maillon/vault'
import { Inject, Injectable } from '@nestjs/common'
import { EGRESS } from '../../platform/tokens.js'
import { StoredCredentialReader } from './stored-credential-reader.js'
import { verifySmtp } from './verify-smtp.js'

const patienceMs = 10_000

/** The test button: uses a credential as a node would, through the same rules for addresses, and says what came of it. */
@Injectable()
export class CredentialTester {
  constructor(
    @Inject(StoredCredentialReader) private readonly reader: StoredCredentialReader,
    @Inject(EGRESS) private readonly egress: Egress,
  ) {}

  async test(stored: StoredCredential, locale: Locale): Promise<CredentialTestResult> {
    try {
      const { code, params } = await this.#use(this.reader.openStored(stored))
      return { ok: true, message: messageOf(code, params, locale) }
    } catch (error) {
      if (!isMaillonError(error)) throw error
      const { sentence, hint } = errorSentence(error.info, locale)
      return { ok: false, message: hint === null ? sentence : `${sentence} ${hint}` }
    }
  }

  async #use(credential: OpenedCredential): Promise<{ readonly code: string; readonly params: { readonly [name: string]: string | number } }> {
    const [host = ''] = credential.hosts
    switch (credential.type) {
      case 'smtp':
        await verifySmtp(credential, this.egress, patienceMs)
        return { code: 'CREDENTIAL_TEST_MAIL', params: { host } }
      case 'webhook-url': {
        // Anything more would post a message to people.
        const { hostname, port, protocol } = new URL(String(credential.values['url']))
        await this.egress.resolveHost(hostname, port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))
        return { code: 'CREDENTIAL_TEST_ADDRESS', params: { host } }
      }
      default:
        return host === '' ? { code: 'CREDENTIAL_TEST_CALLER', params: {} } : this.#get(credential, host)
    }
  }

  async #get(credential: OpenedCredential, host: string): Promise<{ readonly code: string; readonly params: { readonly [name: string]: string | number } }> {
    const response = await this.egress.request({ url: String(credential.values['address']), timeoutMs: patienceMs, maxBytes: 1024 * 1024 }, { signal: AbortSignal.timeout(patienceMs), credential })
    response.close()
    const { status } = response
    if (status === 401 || status === 403) throw refused('CREDENTIAL_TEST_REFUSED', { host, status })
    if (status >= 500) throw refused('CREDENTIAL_TEST_BROKEN', { host, status })
    // An address that isn't there says nothing of the secret; the login of a login-token has worked by now.
    return { code: status < 400 || credential.type === 'login-token' ? 'CREDENTIAL_TEST_ACCEPTED' : 'CREDENTIAL_TEST_ANSWERED', params: { host, status } }
  }
}

function refused(code: string, params: { readonly [name: string]: string | number }): MaillonError {
  return new MaillonError({ code, kind: 'operational', retryable: false, params })
}
